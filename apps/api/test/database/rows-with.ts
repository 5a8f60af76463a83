import type { Api } from '../support/api.js';

/** How many rows of each table have one of these ids in any column, of whatever type. Tables without such rows are left out. */
export async function rowsWith({ pool }: Api, ids: readonly string[]): Promise<Record<string, number>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${name} t WHERE EXISTS (SELECT FROM unnest($1::text[]) x WHERE position(x IN t::text) > 0)`,
      [ids],
    );
    if (rows[0]!.n > 0) counts[name] = rows[0]!.n;
  }
  return counts;
}
