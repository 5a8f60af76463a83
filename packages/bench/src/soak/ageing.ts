import pg from 'pg';

/** The rows that the hourly job deletes: the column with their time, and the age in days at which they are deleted. */
const prunable = [
  { table: 'idempotency_keys', column: 'at', days: 1 },
  { table: 'sessions', column: 'ended_at', days: 30 },
  { table: 'webhook_deliveries', column: 'started_at', days: 30 },
  { table: 'notices', column: 'at', days: 365 },
  // The age of an unsent mail counts from when it was due.
  { table: 'mails', column: 'at', days: 30 },
  { table: 'mails', column: 'due_at', days: 30 },
];
export const prunedTables: readonly string[] = [...prunable.map(({ table }) => table), 'job_common'];

/**
 * Makes rows that are older than some minutes old enough to be deleted. So a run of two hours is like months of an installation. Uses the
 * rights of the owner of the tables, and fires no triggers.
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
