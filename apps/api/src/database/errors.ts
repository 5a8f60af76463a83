import type { Refusal } from '../result.js';
import { type RefusedOutcome, refusalOfOutcome } from './outcome.js';

/** What PostgreSQL said, wherever pg and Prisma put it. */
type Said = { sqlstate: string; detail?: string | undefined };

/** SQLSTATEs that the migrations raise themselves; the facts are JSON in DETAIL. */
const refusals: Record<string, (facts: Record<string, unknown>) => Refusal> = {
  WIP00: (facts) => refusalOfOutcome(facts as RefusedOutcome),
  WIP01: (facts) => ({ code: 'wip-limit-reached', facts: { limits: [], options: [], ...facts } }),
  WIP02: (facts) => ({ code: 'intake-queue-full', facts: { retryAfterSeconds: aDay, ...facts } }),
  WIP03: (facts) => ({ code: 'requester-quota-reached', facts: { retryAfterSeconds: aDay, ...facts } }),
  WIP04: () => ({ code: 'expedite-claim-waiting' }),
  WIP05: (facts) => ({ code: 'override-stale', facts }),
  WIP06: (facts) => ({ code: 'override-budget-spent', facts }),
  WIP07: (facts) => ({ code: 'requester-rate-reached', facts: { retryAfterSeconds: aDay, ...facts } }),
  WIP10: (facts) => ({ code: 'form-places-taken', facts: { retryAfterSeconds: aDay, ...facts } }),
};
const aDay = 86_400;

/** The server has more to do than it can, or is not there: locks, statements, slots, shutdown, connection. */
const sheddingStates = /^(55P03|57014|53\d{3}|57P0\d|08\d{3}|25P03|25P04)$/;
const sheddingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);
const sheddingPrismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
const sheddingKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
const sheddingMessages =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/;

/** What a database error means to a caller; null for one that means a bug. */
export function refusalOfDatabase(error: unknown): Refusal | null {
  const said = saidBy(error);
  const own = said && refusals[said.sqlstate];
  if (own) return own(factsOf(said.detail));
  if (isToBeRetried(error) || isShedding(error, said))
    return { code: 'overloaded', facts: { retryAfterSeconds: 1 } };
  return null;
}

/** Serialization failures and deadlocks: nothing happened, and it may well work the next time. */
export function isToBeRetried(error: unknown): boolean {
  const sqlstate = saidBy(error)?.sqlstate;
  return sqlstate === '40001' || sqlstate === '40P01' || chain(error).some((part) => part.code === 'P2034');
}

/** Whether a unique key refused; `name` is a part of the constraint's name or one of its columns. */
export function isTaken(error: unknown, name: string): boolean {
  if (saidBy(error)?.sqlstate !== '23505') return false;
  return chain(error).some((part) =>
    JSON.stringify([part.constraint, part.detail, part.meta]).includes(name),
  );
}

function isShedding(error: unknown, said: Said | null): boolean {
  if (said && sheddingStates.test(said.sqlstate)) return true;
  return chain(error).some(
    ({ code, kind, message }) =>
      (typeof code === 'string' && (sheddingCodes.has(code) || sheddingPrismaCodes.has(code))) ||
      (typeof kind === 'string' && sheddingKinds.has(kind)) ||
      (typeof message === 'string' && sheddingMessages.test(message)),
  );
}

function saidBy(error: unknown): Said | null {
  for (const part of chain(error)) {
    const sqlstate = part.originalCode ?? (part.severity ? part.code : undefined);
    if (typeof sqlstate === 'string') return { sqlstate, detail: text(part.detail) };
  }
  return null;
}

/** An error and what it was made from: pg's own, or Prisma's with the driver's cause in its `meta`. */
function chain(error: unknown): Record<string, unknown>[] {
  const parts: Record<string, unknown>[] = [];
  for (let part = error; typeof part === 'object' && part !== null && parts.length < 6; ) {
    const known = part as { meta?: { driverAdapterError?: unknown }; cause?: unknown };
    parts.push(known as Record<string, unknown>);
    part = known.meta?.driverAdapterError ?? known.cause;
  }
  return parts;
}

function factsOf(detail: string | undefined): Record<string, unknown> {
  try {
    const facts: unknown = JSON.parse(detail ?? '{}');
    return typeof facts === 'object' && facts !== null ? { ...facts } : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
