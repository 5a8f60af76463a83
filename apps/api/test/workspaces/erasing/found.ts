import type { Api } from '../../support/api.js';

/** Where any of the texts is found in any text or JSON column of any table. */
export async function found({ pool }: Api, texts: string[]): Promise<string[]> {
  const { rows } = await pool.query(`
    SELECT format('%I.%I', table_schema, table_name) AS of, column_name AS name FROM information_schema.columns
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
       AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY')`);
  const places: string[] = [];
  for (const { of, name } of rows) {
    const hit = await pool.query(
      `SELECT FROM ${of} t WHERE EXISTS (SELECT FROM unnest($1::text[]) x WHERE position(lower(x) IN lower(t."${name}"::text)) > 0) LIMIT 1`,
      [texts],
    );
    if (hit.rowCount) places.push(`${of}.${name}`);
  }
  return places;
}
