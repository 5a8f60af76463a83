import { PgBoss } from 'pg-boss';
import type { Pool } from '../database/pool.js';

const schema = 'pgboss';
/** Work that is over is forgotten after an hour: what came of it stands where it belongs. */
const forgottenAfter = 3600;

/**
 * pg-boss on our own pool, which it neither opens nor closes, with what we don't use of it switched off: it costs an
 * instance a few statements a minute. Its schema is made at the first start; two instances may start at once.
 */
export async function startBoss(pool: Pool, onTrouble: (error: unknown) => void): Promise<PgBoss> {
  const { rows } = await pool.query<{ there: boolean }>('SELECT to_regnamespace($1) IS NOT NULL AS there', [
    schema,
  ]);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema,
    // Where somebody made it for us, we need not be allowed to.
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
 * A queue with one job at most, waiting or running, on all instances together. A run that takes more than five
 * minutes, or whose instance was killed and is silent for half a minute, no longer stands in the way of the next.
 */
export async function makeQueue(boss: PgBoss, name: string): Promise<void> {
  await boss.createQueue(name, {
    policy: 'exclusive',
    retryLimit: 0,
    expireInSeconds: 300,
    heartbeatSeconds: 30,
    deleteAfterSeconds: forgottenAfter,
  });
}

/** What to tell whoever runs the API when background work can't start. */
export function troubleInWords(error: unknown): string {
  if ((error as { code?: string }).code !== '42501') return String(error);
  return (
    `the database role of the API may not make the schema "${schema}". Let an administrator of the database run ` +
    `CREATE SCHEMA ${schema} AUTHORIZATION <that role>`
  );
}
