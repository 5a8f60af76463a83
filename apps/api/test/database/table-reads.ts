import { currentApi } from '../support/api.js';

/** What was read of each table: how often it was read whole, and how many rows were read, by an index or not. */
export type TableReads = Record<string, { whole: number; rows: number }>;

/** Since the database was made. A connection reports what it read when it ends, so all others are ended. */
export async function readsOf(tables: readonly string[]): Promise<TableReads> {
  const { pool } = currentApi();
  const ended = 'datname = current_database() AND pid <> pg_backend_pid()';
  await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${ended}`);
  const left = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE ${ended}`;
  while ((await pool.query<{ n: number }>(left)).rows[0]?.n !== 0);
  const { rows } = await pool.query<{ relname: string; whole: number; read: number }>(
    `SELECT t.relname, t.seq_scan::int AS whole,
            (t.seq_tup_read + (SELECT coalesce(sum(i.idx_tup_read), 0) FROM pg_stat_user_indexes i WHERE i.relid = t.relid))::int AS read
       FROM pg_stat_user_tables t WHERE t.relname = ANY ($1) ORDER BY 1`,
    [tables],
  );
  return Object.fromEntries(rows.map(({ relname, whole, read }) => [relname, { whole, rows: read }]));
}
