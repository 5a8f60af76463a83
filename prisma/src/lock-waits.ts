import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/**
 * How long a migration waits for a lock, in milliseconds. While it waits for a table, all other sessions that need the table wait behind
 * it. The wait is shorter than the API's lock timeout, so that no call of the API fails. It is also shorter than PostgreSQL's
 * deadlock_timeout of a second, so that a deadlock ends the migration and not a call of the API.
 */
const patienceOfATry = 500;
/** The first and the longest pause between two tries, in milliseconds. */
const [firstPause, longestPause] = [500, 5_000];

/** Sets this longest wait until the end of the transaction. */
export const briefLocks = `SELECT pg_catalog.set_config('lock_timeout', '${patienceOfATry}ms', true)`;

/** `lockSeconds`: the time in which a migration is tried again. `say`: gets a line for each failed try. */
export type LockPatience = { lockSeconds: number; say: (line: string) => void };

/**
 * Runs `work`, one transaction, until it gets its locks. Rejects with PostgreSQL's error 55P03 or 40P01 if it does not get them in time,
 * and immediately with any other error. `pool`: finds the oldest transaction for `say`.
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

/** The wait for a lock timed out, or PostgreSQL ended a deadlock. */
const isLockTimeout = (error: unknown) => ['55P03', '40P01'].includes((error as pg.DatabaseError).code ?? '');

/** Describes the oldest transaction without its statement, which can contain people's texts. */
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

/** The name of the session with the lock of all migrations. It locks no table, so it blocks no migration. */
export const lockHolder = 'weir-migrate';
