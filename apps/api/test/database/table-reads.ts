import { currentApi } from '../support/api.js';

/** How often each table was scanned whole, and how many of its rows were read by scans and through indexes. */
export type TableReads = Record<string, { whole: number; rows: number }>;

/** Reads since the database was created. A connection reports its reads when it ends, so this ends all other connections. */
export async function readsOf(tables: readonly string[]): Promise<TableReads> {
  const { pool } = currentApi();
  await pool.query(
    `SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  const { rows } = await pool.query<{ relname: string; whole: number; read: number }>(
    `SELECT t.relname, t.seq_scan::int AS whole,
            (t.seq_tup_read + (SELECT coalesce(sum(i.idx_tup_read), 0) FROM pg_stat_user_indexes i WHERE i.relid = t.relid))::int AS read
       FROM pg_stat_user_tables t WHERE t.relname = ANY ($1) ORDER BY 1`,
    [tables],
  );
  return Object.fromEntries(rows.map(({ relname, whole, read }) => [relname, { whole, rows: read }]));
}
