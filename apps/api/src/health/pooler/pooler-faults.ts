import type { TimeBounds } from '@weir/contract/time-bounds';
import type { Between, PoolerSettings, SessionSettings } from './pooler.repository.js';

/** `faults`: they make the API fail or give wrong answers. `advice`: the API works, but recovers slowly when a server fails. */
export type PoolerFindings = { faults: string[]; advice: string[] };

/** Seconds between two attempts of a pooler to reach a server. A longer wait delays the first write after a fail-over. */
const mostBetweenAttempts = 2;

/** Compares the pooler between the API and PostgreSQL with the requirements of docs/operations/database.md. */
export function poolerFindings(between: Between, bounds: TimeBounds): PoolerFindings {
  if (between.kind === 'nothing') return { faults: [], advice: [] };
  if (between.kind === 'refusesOptions')
    return {
      faults: ['the pooler refuses connections: PgBouncer needs ignore_startup_parameters = options'],
      advice: [],
    };
  const { keepsPreparedStatements, session, settings } = between;
  return {
    faults: [
      ...(keepsPreparedStatements
        ? []
        : ['the pooler mixes up prepared statements: PgBouncer needs max_prepared_statements above 0']),
      ...sessionFaults(session, bounds),
    ],
    advice: advice(settings, bounds),
  };
}

/** A pooler ignores our start-up options, so the role must have the same settings. */
function sessionFaults(session: SessionSettings, bounds: TimeBounds): string[] {
  const atMost = {
    statement_timeout: bounds.statement,
    lock_timeout: bounds.lock,
    idle_in_transaction_session_timeout: bounds.request,
  };
  const faults: string[] = [];
  for (const [name, most] of Object.entries(atMost)) {
    const value = Number(session[name]);
    if (value === 0) faults.push(`${name} is off behind the pooler, and must be at most ${most} ms`);
    else if (value > most)
      faults.push(`${name} is ${value} ms behind the pooler, and must be at most ${most} ms`);
  }
  const isolation = session.default_transaction_isolation;
  if (isolation !== 'read committed')
    faults.push(
      `default_transaction_isolation is ${isolation} behind the pooler, and must be read committed`,
    );
  if (!/^(UTC|Etc\/UTC|GMT)$/.test(session.TimeZone ?? ''))
    faults.push(`TimeZone is ${session.TimeZone} behind the pooler, and must be UTC`);
  if (faults.length > 0) faults.push('run prisma/roles.sql, or ALTER ROLE … SET, and reconnect the pooler');
  return faults;
}

function advice(settings: PoolerSettings, { clientQuery }: TimeBounds): string[] {
  if (!settings)
    return ['its settings are not checked: PgBouncer shows them if the API’s role is in stats_users'];
  const seconds = (name: string) => Number(settings[name]);
  const found: string[] = [];
  if (seconds('server_login_retry') > mostBetweenAttempts)
    found.push(
      `server_login_retry is ${settings.server_login_retry} s, and calls fail for that long after a fail-over. Set it to 1`,
    );
  for (const name of ['query_wait_timeout', 'server_connect_timeout']) {
    const most = clientQuery / 1000;
    if (seconds(name) === 0 || seconds(name) >= most)
      found.push(`${name} is ${settings[name]} s, and the API gives up after ${most} s. Set it to 2`);
  }
  return found;
}
