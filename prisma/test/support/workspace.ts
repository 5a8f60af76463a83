import { randomUUID as uuid } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type pg from 'pg';
import { connected, migratedDatabase } from './migrated.js';

type Facts = {
  scope: string;
  columnId?: string;
  columnIds?: string[];
  swimlaneId?: string;
  userId?: string;
  classOfService?: string;
  max: number;
  mode?: string;
};
type CardFacts = {
  lane?: string;
  classOfService?: string;
  people?: string[];
  archived?: boolean;
  done?: boolean;
};

export const at = '2026-06-15T12:00:00.000Z';

export type Here = { workspace: Workspace; board: Board; bao: string };

/** One workspace for the tests of a file, and a new board and a new person Bao before each of them. */
export function eachTestOnABoard(arrive: (here: Here) => void) {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await aWorkspace();
  });
  afterAll(() => workspace.end());
  beforeEach(async () => {
    arrive({ workspace, board: await workspace.board(), bao: await workspace.person('Bao') });
  });
}

/** A database with a workspace, for tests that write SQL. */
export async function aWorkspace() {
  const { url, client } = await migratedDatabase();
  const workspace = new Workspace(url, client);
  // On a plain database a trigger adds this row. A distributed one has no such trigger.
  await client.query(`INSERT INTO workspace_slugs (workspace_id, slug) VALUES ($1, 'here')`, [
    workspace.workspaceId,
  ]);
  await client.query(`INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, 'here', 'Here', $2)`, [
    workspace.workspaceId,
    at,
  ]);
  return workspace;
}

export class Workspace {
  readonly workspaceId = uuid();
  private readonly others: pg.Client[] = [];
  private boards = 0;

  constructor(
    readonly url: string,
    readonly client: pg.Client,
  ) {}

  async end() {
    for (const client of [this.client, ...this.others]) await client.end();
  }

  async another(): Promise<pg.Client> {
    const client = await connected(this.url);
    this.others.push(client);
    return client;
  }

  async rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(sql, values)).rows;
  }

  async person(name: string): Promise<string> {
    const id = uuid();
    await this.rows(
      `INSERT INTO users (id, email, name, created_at, email_verified_at) VALUES ($1::uuid, $1::text, $2, $3, $3)`,
      [id, name, at],
    );
    await this.rows(
      `INSERT INTO memberships (workspace_id, user_id, role, joined_at) VALUES ($1, $2, 'member', $3)`,
      [this.workspaceId, id, at],
    );
    return id;
  }

  /** Columns Queue, Dev (split), Review, Done; lanes Red and Blue. */
  async board(): Promise<Board> {
    const board = new Board(this, uuid());
    const own = [this.workspaceId, board.id];
    await this.rows(
      `INSERT INTO boards (workspace_id, id, key, name, created_at, created_by) VALUES ($1, $2, $3, $3, $4, $1)`,
      [...own, this.nextKey(), at],
    );
    await this.rows('INSERT INTO board_clock (workspace_id, board_id) VALUES ($1, $2)', own);
    await this.rows(
      `INSERT INTO columns (workspace_id, board_id, id, name, kind, position, split)
       SELECT $1, $2, id, name, kind, position, name = 'Dev'
         FROM unnest($3::uuid[], '{Queue,Dev,Review,Done}'::text[], '{queue,active,active,done}'::column_kind[])
                WITH ORDINALITY k (id, name, kind, position)`,
      [...own, [board.queue, board.dev, board.review, board.done]],
    );
    await this.rows(
      `INSERT INTO swimlanes (workspace_id, board_id, id, name, position) VALUES ($1, $2, $3, 'Red', 1), ($1, $2, $4, 'Blue', 2)`,
      [...own, board.red, board.blue],
    );
    return board;
  }

  nextKey(): string {
    this.boards += 1;
    return `B${this.boards}`;
  }

  async personLimit(userId: string, max: number, mode = 'block'): Promise<string> {
    const id = uuid();
    await this.rows(
      'INSERT INTO person_limits (workspace_id, id, user_id, max, mode) VALUES ($1, $2, $3, $4, $5)',
      [this.workspaceId, id, userId, max, mode],
    );
    return id;
  }
}

export class Board {
  readonly [name: string]: unknown;
  readonly queue = uuid();
  readonly dev = uuid();
  readonly review = uuid();
  readonly done = uuid();
  readonly red = uuid();
  readonly blue = uuid();
  private cards = 0;

  constructor(
    readonly workspace: Workspace,
    readonly id: string,
  ) {}

  get own() {
    return [this.workspace.workspaceId, this.id];
  }

  async limit({
    scope,
    columnId,
    columnIds = [],
    swimlaneId,
    userId,
    classOfService,
    max,
    mode = 'block',
  }: Facts) {
    const id = uuid();
    await this.workspace.rows(
      `INSERT INTO wip_limits (workspace_id, board_id, id, scope, column_id, column_ids, swimlane_id, user_id, class_of_service, max, mode)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [...this.own, id, scope, columnId, columnIds, swimlaneId, userId, classOfService, max, mode],
    );
    return id;
  }

  async card(
    columnId: string,
    { lane, classOfService = 'standard', people = [], archived, done }: CardFacts = {},
  ) {
    this.cards += 1;
    const id = uuid();
    await this.workspace.rows(
      `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, swimlane_id, class_of_service, rank,
                          archived_at, done, created_at, created_by, entered_column_at)
       VALUES ($1, $2, $3, $4::int, 'A card', $5, $6, $7, $4::int, $8, $9, $10, $1, $10)`,
      [...this.own, id, this.cards, columnId, lane, classOfService, archived ? at : null, done ?? false, at],
    );
    for (const userId of people)
      await this.workspace.rows(
        'INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id) VALUES ($1, $2, $3, $4)',
        [...this.own, id, userId],
      );
    return id;
  }

  /** Runs `UPDATE cards SET …` for the cards with these ids. */
  update(set: string, ids: string[], client = this.workspace.client) {
    return client.query(
      `UPDATE cards SET ${set} WHERE workspace_id = $1 AND board_id = $2 AND id = ANY ($3::uuid[])`,
      [...this.own, ids],
    );
  }

  async loads(): Promise<Record<string, number>> {
    const rows = await this.workspace.rows<{ id: string; load: number }>(
      'SELECT l.id, weir.load(l) AS load FROM wip_limits l WHERE l.board_id = $1',
      [this.id],
    );
    return Object.fromEntries(rows.map(({ id, load }) => [id, load]));
  }

  /** The numbers of a column's cards, from the top. */
  async orderOf(columnId: string): Promise<number[]> {
    const rows = await this.workspace.rows<{ number: number }>(
      'SELECT number FROM cards WHERE board_id = $1 AND column_id = $2 AND archived_at IS NULL ORDER BY rank, number',
      [this.id, columnId],
    );
    return rows.map(({ number }) => number);
  }

  async lastEvent() {
    const sql = 'SELECT type, changes FROM events WHERE board_id = $1 ORDER BY seq DESC LIMIT 1';
    return (await this.workspace.rows(sql, [this.id]))[0]!;
  }

  async seq(): Promise<number> {
    const [clock] = await this.workspace.rows('SELECT seq FROM board_clock WHERE board_id = $1', [this.id]);
    return Number(clock!.seq);
  }

  overrideLog() {
    return this.workspace.rows(
      'SELECT limit_id, scope, "of", mode, max, load, gain, reason FROM overrides WHERE board_id = $1 ORDER BY seq, limit_id',
      [this.id],
    );
  }
}

/** Why the database refused a statement: our code with its facts, or the SQLSTATE of PostgreSQL's own refusal. */
export async function refusal(
  written: Promise<unknown>,
): Promise<{ code: string | undefined; limits: unknown; facts: unknown }> {
  try {
    await written;
  } catch (error) {
    const { code, detail } = error as pg.DatabaseError;
    if (code !== 'WIP00') return { code, limits: undefined, facts: {} };
    const { refused, ...facts } = JSON.parse(detail!);
    return { code: refused, limits: facts.limits, facts };
  }
  throw new Error('nothing was refused');
}
