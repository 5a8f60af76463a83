import { intakeReasonFacts, type ProblemCode } from '@weir/contract';
import type { TimeBoundName } from '@weir/contract/time-bounds';
import { type Refusal, retryAfter } from '../result.js';
import { type RefusedOutcome, refusalOfOutcome } from './outcome.js';

/** What PostgreSQL reported, wherever pg and Prisma put it. */
type DatabaseError = { sqlstate: string; detail?: string | undefined };

/** The SQLSTATE of every refusal by our triggers and functions. DETAIL is JSON: {"refused": code, …facts}. */
const refused = 'WIP00';

const aDay = 86_400;
/** Facts that a refusal must have, and that no service adds if a trigger raised it. */
const requiredFacts: Partial<Record<ProblemCode, object>> = {
  'wip-limit-reached': { limits: [], options: [] },
  ...Object.fromEntries(
    Object.keys(intakeReasonFacts).map((code) => [code, { retryAfterSeconds: aDay, reasons: [] }]),
  ),
};

/**
 * The server is overloaded or unreachable, or not the one that we need: locks, statements, slots, shutdown, connection, a
 * pooler or a cluster without our database, a pooler that mixes up prepared statements, a read-only replica, a password
 * that it refuses.
 */
const sheddingStates =
  /^(55P03|57014|53\d{3}|57P0\d|08[\dP]\d\d|25006|25P03|25P04|26000|28000|28P01|3D000|42P05)$/;
/** The message of a connection that the pool has closed because the database was silent. */
export const silentDatabase = 'the database does not answer';
const sheddingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);
const sheddingPrismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
const sheddingKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
const sheddingMessages =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|Client has encountered a connection error/;

/** What a database error means to a caller; null if it is a bug. */
export function refusalOfDatabase(error: unknown): Refusal | null {
  const reported = databaseErrorIn(error);
  if (reported?.sqlstate === refused) {
    const refusal = refusalOfOutcome(JSON.parse(reported.detail ?? '') as RefusedOutcome);
    const { code, facts } = refusal;
    if (!(code in requiredFacts)) return refusal;
    return { ...refusal, facts: { ...requiredFacts[code], ...facts } };
  }
  if (!isToBeRetried(error) && !isShedding(error, reported)) return null;
  const bound = boundIn(error, reported);
  return {
    code: 'overloaded',
    facts: retryAfter.busy,
    ...(!reported && isLost(error) && { detail: { key: 'outcomeUnknown' } }),
    ...(bound && { bound }),
  };
}

/** The bound of time that fired; null if none did. */
function boundIn(error: unknown, reported: DatabaseError | null): TimeBoundName | null {
  if (reported)
    return ({ '55P03': 'lock', '57014': 'statement' }[reported.sqlstate] as TimeBoundName) ?? null;
  const has = (text: string) => chain(error).some(({ message }) => String(message).includes(text));
  if (has('timeout exceeded when trying to connect')) return 'poolWait';
  if (has('timeout expired')) return 'connect';
  if (has(silentDatabase)) return 'clientQuery';
  return chain(error).some(({ code }) => code === 'P2028') ? 'request' : null;
}

/**
 * PostgreSQL's own error where a transaction updates a row that others share just as another's update of it is undone:
 * for a moment the undone one counts as running and as over.
 */
const sharedRowMessage = 'new multixact has more than one updating member';

/**
 * PostgreSQL's own errors where a migration has changed the type of something that a prepared statement returns, or that a
 * function on this connection has planned with.
 */
const outdatedMessage = /cached plan must not change result type|does not match that when preparing the plan/;

/** Serialization failures, deadlocks and the like: nothing was changed, and a retry can succeed. */
export function isToBeRetried(error: unknown): boolean {
  const sqlstate = databaseErrorIn(error)?.sqlstate;
  return (
    sqlstate === '40001' ||
    sqlstate === '40P01' ||
    isStatementOutdated(error) ||
    chain(error).some(({ code, message }) => code === 'P2034' || String(message).includes(sharedRowMessage))
  );
}

/** The database undid the statement for what it does, so its parts may succeed one by one: it is neither overloaded nor gone. */
export function isRolledBack(error: unknown): boolean {
  const reported = databaseErrorIn(error);
  return reported !== null && (isToBeRetried(error) || !isShedding(error, reported));
}

/** A statement was prepared before a migration. It fails on its connection from then on. */
export function isStatementOutdated(error: unknown): boolean {
  return chain(error).some(({ message }) => outdatedMessage.test(String(message)));
}

/** A prepared statement is unknown or taken, because a pooler has passed our connection to another server process. */
export function isStatementMixedUp(error: unknown): boolean {
  return /^(26000|42P05)$/.test(databaseErrorIn(error)?.sqlstate ?? '');
}

/** Whether a unique key refused; `name` is part of the constraint's name or one of its columns. */
export function isTaken(error: unknown, name: string): boolean {
  if (databaseErrorIn(error)?.sqlstate !== '23505') return false;
  return chain(error).some((part) =>
    JSON.stringify([part.constraint, part.detail, part.meta]).includes(name),
  );
}

function isShedding(error: unknown, reported: DatabaseError | null): boolean {
  if (reported && sheddingStates.test(reported.sqlstate)) return true;
  return chain(error).some(
    ({ code, kind, message }) =>
      (typeof code === 'string' && (sheddingCodes.has(code) || sheddingPrismaCodes.has(code))) ||
      (typeof kind === 'string' && sheddingKinds.has(kind)) ||
      (typeof message === 'string' && sheddingMessages.test(message)),
  );
}

/** The connection ended without a word of the database, so a change can have been committed or not. */
function isLost(error: unknown): boolean {
  return chain(error).some(
    ({ code, kind, message }) =>
      ['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'P1017'].includes(String(code)) ||
      ['ConnectionClosed', 'SocketTimeout'].includes(String(kind)) ||
      /^Connection terminated(?! due to connection timeout)/.test(String(message)),
  );
}

function databaseErrorIn(error: unknown): DatabaseError | null {
  for (const part of chain(error)) {
    const sqlstate = part.originalCode ?? (part.severity ? part.code : undefined);
    if (typeof sqlstate === 'string') return { sqlstate, detail: text(part.detail) };
  }
  return null;
}

/** An error and its causes: pg's own, or Prisma's with the driver's cause in its `meta`. */
function chain(error: unknown): Record<string, unknown>[] {
  const parts: Record<string, unknown>[] = [];
  for (let part = error; typeof part === 'object' && part !== null && parts.length < 6; ) {
    const known = part as { meta?: { driverAdapterError?: unknown }; cause?: unknown };
    parts.push(known as Record<string, unknown>);
    part = known.meta?.driverAdapterError ?? known.cause;
  }
  return parts;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
