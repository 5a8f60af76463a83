import type { Pool } from 'pg';
import type { Api } from './api.js';
import type { BoardUnderTest } from './board.js';

type Queries = Pick<Pool, 'query'>;
type Meanwhile = (holder: Queries) => Promise<unknown>;

/**
 * Starts writes while another transaction has locked the board's clock. Once that many of them wait for it, `meanwhile`
 * runs in that transaction, which is then committed. Resolves with what the writes answered.
 */
export async function whileClockIsHeld<Result>(
  { pool }: Api,
  { key }: BoardUnderTest,
  write: () => Promise<Result>,
  { waiting = 1, meanwhile }: { waiting?: number; meanwhile?: Meanwhile } = {},
): Promise<Result> {
  const holder = await pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(
      'UPDATE board_clock k SET seq = k.seq FROM boards b WHERE b.id = k.board_id AND b.key = $1',
      [key],
    );
    const written = write();
    await untilWaiting(pool, waiting);
    await meanwhile?.(holder);
    await holder.query('COMMIT');
    return await written;
  } finally {
    // Does nothing after the COMMIT.
    await holder.query('ROLLBACK');
    holder.release();
  }
}

/** Resolves once that many statements of this database wait for a lock. */
export async function untilWaiting(pool: Pool, count: number): Promise<void> {
  const sql = `SELECT count(*)::int AS n FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  while (((await pool.query<{ n: number }>(sql)).rows[0]?.n ?? 0) < count);
}
