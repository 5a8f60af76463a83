import pg from 'pg';
import type { Api } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** `all(64, (n) => …)`: so many at once, numbered from 0. */
export function all<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => work(n)));
}

const isFull = /^(wip-limit-reached|intake-queue-full|requester-quota-reached|expedite-claim-waiting)$/;

/** Writers in plain SQL, as an import or somebody with psql would be: they know nothing of clocks and functions. */
export class SqlCrowd {
  private readonly pool: pg.Pool;

  constructor(api: Api, isolation: Isolation, size = 32) {
    const options = `-c default_transaction_isolation=${isolation.toLowerCase().replace(' ', '\\ ')}`;
    // What is not needed is soon let go: files are tested side by side, and a server has so many connections.
    const idleTimeoutMillis = 200;
    this.pool = new pg.Pool({
      connectionString: api.env.DATABASE_URL,
      max: size,
      options,
      idleTimeoutMillis,
    });
  }

  /**
   * One transaction: it looks at `looked` first, so its snapshot is older than its wait, and then writes.
   * A serialization failure is tried again until it is decided; anything else but a refusal is thrown.
   */
  async write(looked: string, sql: string, values: unknown[]): Promise<'done' | 'refused'> {
    const client = await this.pool.connect();
    try {
      for (;;) {
        try {
          await client.query('BEGIN');
          await client.query(looked);
          await client.query(sql, values);
          await client.query('COMMIT');
          return 'done';
        } catch (error) {
          await client.query('ROLLBACK');
          const { code, message } = error as pg.DatabaseError;
          if (code === 'WIP00' && isFull.test(message)) return 'refused';
          if (code !== '40001') throw error;
        }
      }
    } finally {
      client.release();
    }
  }

  connect(): Promise<pg.PoolClient> {
    return this.pool.connect();
  }

  query(sql: string, values: unknown[] = []) {
    return this.pool.query(sql, values);
  }

  /** Every connection tells the statistics what it has counted, without waiting for its next turn to. */
  tellStatistics(): Promise<void> {
    return tellStatistics(this.pool);
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

export type BoardIds = { workspaceId: string; boardId: string };

/** A board as plain SQL names it. */
export async function boardIdsOf(api: Api, board: BoardUnderTest): Promise<BoardIds> {
  const { rows } = await api.pool.query<BoardIds>(
    'SELECT workspace_id AS "workspaceId", id AS "boardId" FROM boards WHERE key = $1',
    [board.key],
  );
  return rows[0]!;
}

/** The deadlocks of this database so far, those counted by `others` than the API included. */
export async function deadlocksOf(
  api: Api,
  ...others: { tellStatistics(): Promise<void> }[]
): Promise<number> {
  await Promise.all([tellStatistics(api.pool), ...others.map((other) => other.tellStatistics())]);
  const { rows } = await api.pool.query(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0].deadlocks;
}

export async function tellStatistics(pool: pg.Pool): Promise<void> {
  const clients = await all(pool.totalCount, () => pool.connect());
  await Promise.all(clients.map((client) => client.query('SELECT pg_stat_force_next_flush()')));
  for (const client of clients) client.release();
}
