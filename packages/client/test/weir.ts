import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, freePort, startServer } from '@weir/stack';
import {
  type Board,
  type Client,
  connect,
  createBoard,
  createToken,
  createWorkspace,
  getBoard,
  type NewBoard,
  orThrow,
  signIn,
  signUp,
} from '../src/index.js';

const apiMain = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url));
export const workspace = 'demo';

/** A Weir with one owner and an empty workspace. */
export type Weir = {
  url: string;
  /** The `accessToken` of the owner's session. */
  session: string;
  /** The owner. */
  client: Client;
  /** An API token of the owner. */
  aToken(): Promise<string>;
  aBoard(key: string, columns: NewBoard['columns'], intake?: NewBoard['intake']): Promise<Board>;
  stop(): Promise<void>;
};

/** PostgreSQL and the built API, as processes. A token has 300 points a minute; everybody else as many as they like. */
export async function aWeir(): Promise<Weir> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-client-'));
  const postgres = await embeddedPostgres();
  await migrate(postgres.url, { appRole: 'weir_app' });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = await startServer({
    name: 'API',
    main: apiMain,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: postgres.appUrl,
      API_HOST: '127.0.0.1',
      API_PORT: String(port),
      WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
      WEIR_SIGNUP: 'open',
      WEIR_DRAIN_SECONDS: '0',
      WEIR_BACKGROUND: 'off',
      WEIR_TOKEN_POINTS: '300',
      WEIR_PERSON_POINTS: '0',
      WEIR_WORKSPACE_POINTS: '0',
      WEIR_FILES_DIR: join(folder, 'files'),
    },
    health: `${url}/health/ready`,
    log: join(folder, 'api.log'),
  });
  const person = { email: 'olga@people.test', password: 'a load of water' };
  const nobody = connect({ url });
  orThrow(await signUp({ client: nobody, body: { ...person, name: 'Olga Ortiz' } }));
  const { accessToken: session } = orThrow(await signIn({ client: nobody, body: person }));
  const client = connect({ url, token: session });
  orThrow(await createWorkspace({ client, body: { slug: workspace, name: 'Demo' } }));
  return {
    url,
    session,
    client,
    async aToken() {
      const body = { name: 'Tests', scopes: ['read', 'cards', 'intake', 'manage'] as const };
      return orThrow(
        await createToken({ client, path: { workspace }, body: { ...body, scopes: [...body.scopes] } }),
      ).token;
    },
    async aBoard(key, columns, intake) {
      orThrow(
        await createBoard({
          client,
          path: { workspace },
          body: { key, name: key, columns, ...(intake && { intake }) },
        }),
      );
      return orThrow(await getBoard({ client, path: { workspace, board: key } }));
    },
    async stop() {
      await api.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Columns by name with their limits: `{ Ready: null, Doing: 2, Done: null }`, the first a queue and the last done. */
export function columns(limits: Record<string, number | null>): NewBoard['columns'] {
  const entries = Object.entries(limits);
  return entries.map(([name, max], at) => ({
    name,
    kind: at === 0 ? 'queue' : at === entries.length - 1 ? 'done' : 'active',
    limit: max === null ? null : { max },
  }));
}
