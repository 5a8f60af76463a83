import type { TimeBounds } from '@weir/contract/time-bounds';

/**
 * Timeouts for every statement, and the isolation of every transaction, sent as start-up options of the connection. Nothing
 * is SET for a session afterwards, since behind PgBouncer in transaction mode a SET can reach another caller. PgBouncer itself
 * needs `ignore_startup_parameters = options`, and the role needs the same settings by ALTER ROLE … SET (`prisma/roles.sql`).
 */
export function startupOptions({ statement, lock, request }: TimeBounds): string {
  return [
    `-c statement_timeout=${statement}`,
    `-c lock_timeout=${lock}`,
    // The call has been answered by then.
    `-c idle_in_transaction_session_timeout=${request}`,
    '-c timezone=UTC',
    '-c default_transaction_isolation=read\\ committed',
  ].join(' ');
}
