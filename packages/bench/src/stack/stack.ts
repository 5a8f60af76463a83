import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, freePort, type Postgres, type Server } from '@weir/stack';
import type { Options } from '../options.js';
import { type Instance, startApiServer } from './api-server.js';

const apiMain = fileURLToPath(new URL('../../../../apps/api/dist/main.js', import.meta.url));

/** A PostgreSQL and an API for the bench, with production settings: log, checks, limits. */
export type Stack = {
  postgres: Postgres;
  origin: string;
  api(): Server;
  /** Stops the running API and starts one on this database; by default on PostgreSQL directly, with the usual settings. */
  startApi(databaseUrl?: string, settings?: Record<string, string>): Promise<void>;
  /** Starts another API on a free port, without background work. It stops with the stack. */
  startAnother(settings: Record<string, string>): Promise<Instance>;
  /** The last lines of the API's log; the file is deleted with the stack. */
  lastWords(): string;
  stop(): Promise<void>;
};

/** `dataDir`: a folder that keeps the database. By default the database is deleted with the stack. */
export async function startStack(
  { pool, profile, port }: Pick<Options, 'pool' | 'profile' | 'port'>,
  dataDir: string | null = null,
): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-bench-'));
  // Durable: the cost of a commit is part of the measurement.
  const postgres = await embeddedPostgres(
    dataDir === null ? { durable: true, ephemeral: true } : { durable: true, dataDir },
  );
  const log = join(folder, 'api.log');
  let api: Server | undefined;
  const more: Server[] = [];
  const stop = async () => {
    await Promise.all([api, ...more].map((each) => each?.stop()));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.url, { appRole: 'weir_app' });
    const apiPort = port ?? (await freePort());
    const origin = `http://127.0.0.1:${apiPort}`;
    const secret = randomBytes(32).toString('base64url');
    const start = (settings: Record<string, string>, at: { port?: number } = {}) =>
      startApiServer({
        main: apiMain,
        ...at,
        settings: {
          DATABASE_URL: postgres.appUrl,
          WEIR_TOKEN_SECRET: secret,
          WEIR_DRAIN_SECONDS: '0',
          WEIR_MAX_IN_FLIGHT: '10000',
          WEIR_ADMISSION: 'off',
          WEIR_DATABASE_POOL: String(pool),
          ...settings,
          ...(profile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(profile)}` }),
        },
        log,
      });
    const startApi: Stack['startApi'] = async (databaseUrl = postgres.appUrl, settings = {}) => {
      await api?.stop();
      api = (await start({ DATABASE_URL: databaseUrl, ...settings }, { port: apiPort })).server;
    };
    const startAnother: Stack['startAnother'] = async (settings) => {
      const another = await start({ WEIR_BACKGROUND: 'off', ...settings });
      more.push(another.server);
      return another;
    };
    const lastWords = () => (existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : '');
    return { postgres, origin, api: () => api!, startApi, startAnother, lastWords, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
