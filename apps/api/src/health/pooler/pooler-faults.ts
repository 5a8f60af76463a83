import type { TimeBounds } from '@weir/contract/time-bounds';
import type { Between, PoolerSettings, SessionSettings } from './pooler.repository.js';

/** `faults`: with these the API gives wrong answers or none. `advice`: it works, but not well when a server fails. */
export type PoolerFindings = { faults: string[]; advice: string[] };

/** A pooler that waits longer than this between two attempts to reach a server delays the first write after a fail-over. */
const mostBetweenAttempts = 2;

/** Compares what is between the API and PostgreSQL with what docs/operations/database.md requires. */
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

/** A pooler does not pass our start-up options on, so the role must have them. */
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
      `server_login_retry is ${settings.server_login_retry} s: after a fail-over calls fail for so long. Set it to 1`,
    );
  for (const name of ['query_wait_timeout', 'server_connect_timeout']) {
    const most = clientQuery / 1000;
    if (seconds(name) === 0 || seconds(name) >= most)
      found.push(`${name} is ${settings[name]} s, and the API gives up after ${most} s. Set it to 2`);
  }
  return found;
}
