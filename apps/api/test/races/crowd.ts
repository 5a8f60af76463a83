import pg from 'pg';
import type { Api } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** Starts that many at once: `all(64, (n) => …)`, numbered from 0. */
export function all<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => work(n)));
}

const isFull =
  /^(wip-limit-reached|intake-queue-full|requester-quota-reached|requester-rate-reached|expedite-claim-waiting|credits-spent|cap-reached|link-circle)$/;

/** Writers in plain SQL, like an import or psql. They know nothing of clocks and functions. */
export class SqlCrowd {
  private readonly pool: pg.Pool;

  constructor(api: Api, isolation: Isolation, size = 32) {
    const options = `-c default_transaction_isolation=${isolation.toLowerCase().replace(' ', '\\ ')}`;
    // Idle connections close soon, because test files run side by side and the server's connections are limited.
    const idleTimeoutMillis = 200;
    this.pool = new pg.Pool({
      connectionString: api.env.DATABASE_URL,
      max: size,
      options,
      idleTimeoutMillis,
    });
  }

  /**
   * Runs one transaction. It first reads with `look`, so that its snapshot is older than its wait, and then writes.
   * Retries serialization failures. Throws every error that is not a refusal.
   */
  async write(look: string, sql: string, values: unknown[]): Promise<'done' | 'refused'> {
    const client = await this.pool.connect();
    try {
      for (;;) {
        try {
          await client.query('BEGIN');
          await client.query(look);
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

  /** Flushes the statistics of every connection now instead of at its next turn. */
  flushStatistics(): Promise<void> {
    return flushStatistics(this.pool);
  }

  close(): Promise<void> {
    // Dropping the database ends connections that are still closing.
    this.pool.on('error', () => {});
    return this.pool.end();
  }
}

export type BoardIds = { workspaceId: string; boardId: string };

/** The ids of a board, for plain SQL. */
export async function boardIdsOf(api: Api, board: BoardUnderTest): Promise<BoardIds> {
  const { rows } = await api.pool.query<BoardIds>(
    'SELECT workspace_id AS "workspaceId", id AS "boardId" FROM boards WHERE key = $1',
    [board.key],
  );
  return rows[0]!;
}

/** The deadlocks of this database so far. `others` are flushed first, like the API's connections. */
export async function deadlocksOf(
  api: Api,
  ...others: { flushStatistics(): Promise<void> }[]
): Promise<number> {
  await Promise.all([flushStatistics(api.pool), ...others.map((other) => other.flushStatistics())]);
  const { rows } = await api.pool.query(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0].deadlocks;
}

export async function flushStatistics(pool: pg.Pool): Promise<void> {
  const clients = await all(pool.totalCount, () => pool.connect());
  await Promise.all(clients.map((client) => client.query('SELECT pg_stat_force_next_flush()')));
  for (const client of clients) client.release();
}
