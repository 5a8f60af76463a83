import pg from 'pg';

/** What the hourly job deletes after days: the column with its age, and after how many days. */
const prunable = [
  { table: 'idempotency_keys', column: 'at', days: 1 },
  { table: 'sessions', column: 'ended_at', days: 30 },
  { table: 'webhook_deliveries', column: 'started_at', days: 30 },
  { table: 'notices', column: 'at', days: 365 },
  // A mail that no mail server takes is old when it was due.
  { table: 'mails', column: 'at', days: 30 },
  { table: 'mails', column: 'due_at', days: 30 },
];
export const prunedTables: readonly string[] = [...prunable.map(({ table }) => table), 'job_common'];

/**
 * Makes rows older than some minutes as old as those that are deleted. So a run of two hours shows what an installation shows after
 * months. As the owner, and without triggers.
 */
export async function age(databaseUrl: string, minutes: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const { table, column, days } of prunable) {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      await client.query(
        `UPDATE ${table} SET ${column} = ${column} - make_interval(days => ${days + 1})
          WHERE ${column} < now() - make_interval(mins => $1) AND ${column} > now() - make_interval(days => ${days})`,
        [minutes],
      );
      await client.query('COMMIT');
    }
  } finally {
    await client.end();
  }
}
