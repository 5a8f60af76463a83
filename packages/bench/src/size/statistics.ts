import type { World } from '../stack/world.js';

/** A full scan of fewer rows is as fast as an index scan. */
const largeRows = 100_000;

/** PostgreSQL's statistics of large tables, without values of rows. Tests use them to plan for a database of this size. */
export type Statistics = Record<
  string,
  {
    rows: number;
    pages: number;
    /** Of each column: the share of nulls, distinct values (negative: as a share of the rows), and bytes on average. */
    columns: Record<string, { nulls: number; distinct: number; width: number }>;
  }
>;

export async function statisticsOf(world: World): Promise<Statistics> {
  const rows = await world.query<{ name: string } & Statistics[string]>(
    `SELECT c.relname AS name, c.reltuples::int AS rows, c.relpages AS pages,
            (SELECT jsonb_object_agg(s.attname, jsonb_build_object(
                      'nulls', round(s.null_frac::numeric, 3), 'distinct', round(s.n_distinct::numeric, 3), 'width', s.avg_width))
               FROM pg_stats s WHERE s.schemaname = 'public' AND s.tablename = c.relname) AS columns
       FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.reltuples >= $1 ORDER BY 1`,
    [largeRows],
  );
  return Object.fromEntries(rows.map(({ name, ...of }) => [name, of]));
}

/** The number of full scans of each large table since the database was created. */
export async function readsOfWhole(world: World): Promise<Record<string, number>> {
  const rows = await world.query<{ name: string; reads: number }>(
    `SELECT t.relname AS name, t.seq_scan::int AS reads FROM pg_stat_user_tables t JOIN pg_class c ON c.oid = t.relid
      WHERE t.schemaname = 'public' AND c.reltuples >= $1`,
    [largeRows],
  );
  return Object.fromEntries(rows.map(({ name, reads }) => [name, reads]));
}
