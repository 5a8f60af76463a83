import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/**
 * How long a migration waits for a lock, in milliseconds. While it waits for a table, every other session that needs the table waits
 * behind it. It is less than the API's lock timeout, so that no call fails for it, and less than PostgreSQL's deadlock_timeout of a
 * second, so that in a deadlock the migration gives way and no call of the API.
 */
const patienceOfATry = 500;
/** The first and the longest pause between two tries, in milliseconds. */
const [firstPause, longestPause] = [500, 5_000];

/** Sets that patience until the end of the transaction. */
export const briefLocks = `SELECT pg_catalog.set_config('lock_timeout', '${patienceOfATry}ms', true)`;

/** `lockSeconds`: how long a migration is tried again in all. `say`: gets a line for each try that failed. */
export type LockPatience = { lockSeconds: number; say: (line: string) => void };

/**
 * Runs `work`, one transaction, until it gets its locks. Rejects with PostgreSQL's error 55P03 if it does not get them in time, and at
 * once with any other error. `pool`: looks for the transaction that is in the way.
 */
export async function untilLocked(
  work: () => Promise<unknown>,
  pool: pg.Pool,
  { lockSeconds, say }: LockPatience,
): Promise<void> {
  const end = Date.now() + lockSeconds * 1000;
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isLockTimeout(error) || Date.now() + pause > end) throw error;
      say(`a migration waits for a lock and is tried again: ${await oldestTransaction(pool)}`);
      await sleep(pause);
    }
  }
}

/** A lock was not got in time, or PostgreSQL ended a deadlock. */
const isLockTimeout = (error: unknown) => ['55P03', '40P01'].includes((error as pg.DatabaseError).code ?? '');

/** Its statement is not shown: it can contain what people wrote. */
async function oldestTransaction(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ pid: number; name: string; seconds: number }>(`
    SELECT pid, coalesce(nullif(application_name, ''), usename, 'unknown') AS name,
           round(extract(epoch FROM clock_timestamp() - xact_start), 1)::float AS seconds
      FROM pg_catalog.pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
       AND backend_type = 'client backend' AND application_name <> '${lockHolder}'
     ORDER BY xact_start LIMIT 1`);
  const [oldest] = rows;
  if (!oldest) return 'no transaction is open now';
  return `the oldest transaction is of process ${oldest.pid} (${oldest.name}), open for ${oldest.seconds} s`;
}

/** The name of the session that holds the lock of all migrations; it is in nobody's way. */
export const lockHolder = 'weir-migrate';
