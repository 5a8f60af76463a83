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

const password = 'a load of water';

/** A Weir with one owner and an empty workspace. */
export type Weir = {
  url: string;
  person: { email: string; password: string };
  /** The `accessToken` of the owner's session. */
  session: string;
  /** The owner. */
  client: Client;
  /** An API token of the owner. */
  aToken(): Promise<string>;
  aBoard(key: string, columns: NewBoard['columns'], intake?: NewBoard['intake']): Promise<Board>;
};

/** The Weir of this run, with a person and a workspace for one test file. */
export async function aWeir(workspace: string): Promise<Weir> {
  const url = process.env.WEIR_TEST_URL as string;
  const person = { email: `${workspace}@people.test`, password };
  const nobody = connect({ url });
  orThrow(await signUp({ client: nobody, body: { ...person, name: 'Olga Ortiz' } }));
  const { accessToken: session } = orThrow(await signIn({ client: nobody, body: person }));
  const client = connect({ url, token: session });
  orThrow(await createWorkspace({ client, body: { slug: workspace, name: 'Tests' } }));
  return {
    url,
    person,
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
