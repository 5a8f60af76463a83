import { PgBoss } from 'pg-boss';
import { asPatientWork } from '../database/longer-work.js';
import type { Pool } from '../database/pool.js';
import { errorText } from '../error-text.js';

/** Finished jobs are deleted after an hour: their results are stored elsewhere. */
const deleteAfterSeconds = 3600;
/** Seconds between two deletions of these jobs. The default is a day, and a day has tens of thousands of them. */
const maintenanceIntervalSeconds = 900;

/**
 * Starts pg-boss on our own pool, which it neither opens nor closes, with the features that we don't use switched off. It
 * costs an instance a few statements a minute. Its tables are made by `weir-migrate`: our role may only change rows.
 */
export async function startBoss(
  pool: Pick<Pool, 'query'>,
  onTrouble: (error: unknown) => void,
): Promise<PgBoss> {
  const boss = new PgBoss({
    // pg-boss begins its own transactions, so only the wait for a connection can be longer.
    db: { executeSql: (text, values) => asPatientWork(() => pool.query(text, values)) },
    schema: 'pgboss',
    migrate: false,
    schedule: false,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    flowIntervalSeconds: 3600,
    maintenanceIntervalSeconds,
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
  const text = errorText(error);
  const isMissing = /pg-boss (is not installed|database requires migrations)/.test(text);
  return isMissing ? 'the tables of the jobs are missing or old. Run weir-migrate' : text;
}
