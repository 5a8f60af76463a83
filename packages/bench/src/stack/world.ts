import {
  connect,
  createBoard,
  createLimit,
  createServiceAccount,
  createToken,
  createWorkspace,
  getBoard,
  orThrow,
  signIn,
  signUp,
} from '@weir/client';
import { allowedRoles, type NewBoard, type NewLimit } from '@weir/contract';
import pg from 'pg';
import type { Stack } from './stack.js';

const slug = 'bench';
/** The password of the owner, and of the people whom a scenario adds. */
export const ownerPassword = 'a load of water';

/** The caller, as the API's statements expect it. */
export type Caller = { sessionId: string; userId: string; slug: string };

/** A workspace with one owner, who creates the boards and makes all calls. All runs on the same database share it. */
export type World = {
  origin: string;
  token: string;
  caller: Caller;
  makeBoard(
    key: string,
    columns: NewBoard['columns'],
    cards?: Record<string, number>,
    intake?: NewBoard['intake'],
    workspace?: string,
  ): Promise<BenchBoard>;
  /** Creates another workspace of the owner. Returns its slug. */
  makeWorkspace(slug: string): Promise<string>;
  /** Gives a board exactly these limits. */
  limit(board: BenchBoard, limits: NewLimit[]): Promise<void>;
  /** A token of a service account. By default it can only read. */
  tokenOfAProgram(name: string, role?: 'viewer' | 'member', scopes?: ('read' | 'cards')[]): Promise<string>;
  /** Runs plain SQL. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

export type BenchBoard = {
  key: string;
  path: string;
  id: string;
  workspaceId: string;
  /** Ids of columns by name. */
  columns: Record<string, string>;
  /** Numbers of the cards in a column. */
  numbersIn(column: string): Promise<number[]>;
};

export const roles = {
  ofReaders: allowedRoles.readBoards,
  ofTheTeam: allowedRoles.changeCards,
  ofAskers: allowedRoles.submitRequests,
};

export async function makeWorld({ origin, postgres }: Pick<Stack, 'origin' | 'postgres'>): Promise<World> {
  let token: string | undefined;
  const client = connect({ url: origin, token: () => token ?? '' });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  const query = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows;

  const person = { email: 'owner@bench.test', password: ownerPassword };
  const earlier = await query<{ n: number }>(
    'SELECT (SELECT count(*)::int FROM boards b WHERE b.workspace_id = w.id AND b.name LIKE $2) AS n FROM workspaces w WHERE slug = $1',
    [slug, 'Board MOVES%'],
  );
  if (!earlier[0]) orThrow(await signUp({ client, body: { ...person, name: 'Olga Ortiz' } }));
  token = orThrow(await signIn({ client, body: person })).accessToken;
  if (!earlier[0]) orThrow(await createWorkspace({ client, body: { slug, name: 'The bench' } }));
  // It makes keys differ from those of earlier runs on the same database.
  const run = earlier[0]?.n || '';
  // The bench needs far more than a team: a run of creates alone adds tens of thousands of cards.
  const most = 10_000_000;
  await query('UPDATE workspaces SET caps = caps || $2 WHERE slug = $1', [
    slug,
    { requests: most, cards: most, archivedCards: most, boards: most, archivedBoards: most },
  ]);

  const makeWorkspace: World['makeWorkspace'] = async (slug) => {
    orThrow(await createWorkspace({ client, body: { slug, name: 'Another workspace' } }));
    return slug;
  };
  const makeBoard: World['makeBoard'] = async (name, columns, cards = {}, intake = {}, workspace = slug) => {
    const key = `${name}${run}`;
    const path = `/v1/workspaces/${workspace}/boards/${key}`;
    const body = { key, name: `Board ${key}`, columns, intake };
    orThrow(await createBoard({ client, path: { workspace }, body }));
    for (const [column, count] of Object.entries(cards)) await query(cardsInto, [key, column, count]);
    const board = orThrow(await getBoard({ client, path: { workspace, board: key } }));
    const [row] = await query<{ id: string; workspaceId: string }>(
      'SELECT id, workspace_id AS "workspaceId" FROM boards WHERE key = $1',
      [key],
    );
    const ids = Object.fromEntries(board.columns.map(({ name, id }) => [name, id]));
    const numbersIn = async (column: string) => {
      const sql =
        'SELECT number FROM cards WHERE workspace_id = $3 AND board_id = $1 AND column_id = $2 ORDER BY number';
      return (await query<{ number: number }>(sql, [row!.id, ids[column], row!.workspaceId])).map(
        ({ number }) => number,
      );
    };
    return { key, path, ...row!, columns: ids, numbersIn };
  };
  const limit: World['limit'] = async (board, limits) => {
    await query('DELETE FROM wip_limits WHERE board_id = $1', [board.id]);
    for (const body of limits)
      orThrow(await createLimit({ client, path: { workspace: slug, board: board.key }, body }));
  };
  const tokenOfAProgram: World['tokenOfAProgram'] = async (name, role = 'viewer', scopes = ['read']) => {
    const path = { workspace: slug };
    const { id } = orThrow(await createServiceAccount({ client, path, body: { name, role } }));
    const body = { name, scopes, serviceAccount: id };
    return orThrow(await createToken({ client, path, body })).token;
  };
  return {
    origin,
    token,
    makeWorkspace,
    tokenOfAProgram,
    caller: { ...bearerOf(token), slug },
    makeBoard,
    limit,
    query,
    close: () => pool.end(),
  };
}

/** The API's tokens are JWTs with the session and the person. */
function bearerOf(token: string): Pick<Caller, 'sessionId' | 'userId'> {
  const { sid, sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return { sessionId: sid, userId: sub };
}

/** Realistic cards: three of four have an assignee, and one in ten has a date. */
const cardsInto = `
  WITH place AS (
    SELECT k.workspace_id, k.board_id, k.id AS column_id, k.kind, c.next_card, b.created_by
      FROM boards b
      JOIN columns k     ON k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.name = $2
      JOIN board_clock c ON c.workspace_id = b.workspace_id AND c.board_id = b.id
     WHERE b.key = $1
  ), made AS (
    INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, due_on,
                       created_at, created_by, entered_column_at, committed_at, delivered_at)
    SELECT workspace_id, board_id, uuidv7(), next_card + n, 'Card ' || n || ': so that a board has something to show',
           column_id, n + 1, CASE WHEN n % 10 = 0 THEN current_date + 30 END, now(), created_by, now(),
           CASE WHEN kind <> 'queue' THEN now() END, CASE WHEN kind = 'done' THEN now() END
      FROM place, generate_series(0, $3::int - 1) n
    RETURNING workspace_id, board_id, id, number, created_by
  ), assigned AS (
    INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT workspace_id, board_id, id, created_by FROM made WHERE number % 4 <> 0
  )
  UPDATE board_clock c SET next_card = c.next_card + $3::int
    FROM place p WHERE c.workspace_id = p.workspace_id AND c.board_id = p.board_id`;
