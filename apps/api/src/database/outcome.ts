import type { ProblemCode } from '@weir/contract';
import type { Refusal, Result } from '../result.js';

/** What a write in the database returns: done, done before under the same key, or refused with its facts. */
export type Outcome = { body: unknown } | { replay: { status: number; body: unknown } } | RefusedOutcome;
export type RefusedOutcome = { refused: ProblemCode } & Record<string, unknown>;

/**
 * Turns an outcome into a Result. The facts are what the database knows: ids and loads of a full limit, and no
 * `retryAfterSeconds` of a refusal at the door. The calling service adds the rest.
 */
export function outcomeOf<T>(outcome: Outcome): Result<T> {
  if ('body' in outcome) return { ok: true, value: outcome.body as T };
  if ('refused' in outcome) return { ok: false, refusal: refusalOfOutcome(outcome) };
  return { ok: true, value: (outcome.replay.body ?? undefined) as T, replayed: true };
}

/** A refusal of the database, returned by a command or raised with the SQLSTATE WIP00. */
export function refusalOfOutcome({ refused: code, door, ...facts }: RefusedOutcome): Refusal {
  if ('fault' in facts) return { code, facts: { errors: [{ path: facts.path, code: facts.fault }] } };
  switch (code) {
    case 'precondition-failed':
      return { code, facts: { version: `"${facts.version}"` } };
    case 'expedite-claim-waiting':
      return { code, ...(door !== undefined && { door }) };
    default:
      return { code, facts, ...(door !== undefined && { door }) };
  }
}
