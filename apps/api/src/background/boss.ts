import { PgBoss } from 'pg-boss';
import type { Pool } from '../database/pool.js';

const schema = 'pgboss';
/** Finished jobs are deleted after an hour: their results are stored elsewhere. */
const deleteAfterSeconds = 3600;

/**
 * Starts pg-boss on our own pool, which it neither opens nor closes, with the features that we don't use switched off. It
 * costs an instance a few statements a minute. The first start creates its schema; two instances may start at once.
 */
export async function startBoss(pool: Pool, onTrouble: (error: unknown) => void): Promise<PgBoss> {
  const { rows } = await pool.query<{ there: boolean }>('SELECT to_regnamespace($1) IS NOT NULL AS there', [
    schema,
  ]);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema,
    // Where an administrator created the schema, the role needs no right to.
    createSchema: !rows[0]?.there,
    schedule: false,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    bamIntervalSeconds: 3600,
    flowIntervalSeconds: 3600,
    openTelemetry: { enabled: false },
  });
  boss.on('error', onTrouble);
  await boss.start();
  return boss;
}

/**
 * A queue with at most one job, waiting or running, on all instances together. A run that takes more than five minutes,
 * or whose instance is silent for half a minute, no longer keeps the next from starting.
 */
export async function makeQueue(boss: PgBoss, name: string): Promise<void> {
  await boss.createQueue(name, {
    policy: 'exclusive',
    retryLimit: 0,
    expireInSeconds: 300,
    heartbeatSeconds: 30,
    deleteAfterSeconds,
  });
}

/** The log message for an operator when background work can't start. */
export function startTrouble(error: unknown): string {
  if ((error as { code?: string }).code !== '42501') return String(error);
  return (
    `the database role of the API may not make the schema "${schema}". Let an administrator of the database run ` +
    `CREATE SCHEMA ${schema} AUTHORIZATION <that role>`
  );
}
