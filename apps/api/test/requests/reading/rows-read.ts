import type { Pool } from 'pg';

type Plan = {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** How many rows a statement takes out of tables to be answered. */
export async function rowsRead(sql: Pool, statement: string, values: unknown[]): Promise<number> {
  const { rows } = await sql.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`,
    values,
  );
  return rowsOf(rows[0]?.['QUERY PLAN'][0].Plan as Plan);
}

function rowsOf(plan: Plan): number {
  const each = plan['Relation Name'] ? plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) : 0;
  return (plan.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), each * plan['Actual Loops']);
}
