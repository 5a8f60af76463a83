import type { ProblemCode } from '@weir/contract';
import type { Refusal, Result } from '../result.js';

/** What a write in the database returns: done, done before under the same key, or refused with its facts. */
export type Outcome = Done | { replay: Done & { status: number } } | RefusedOutcome;
/** `seq` and `pressure`: the board's after the write; null outside boards, and for what an earlier release kept. */
type Done = { body: unknown; seq?: number | null; pressure?: PressureFacts | null };

/** As weir.pressure_facts has them. */
export type PressureFacts = {
  /** The active columns that have a limit. */
  columns: readonly { load: number; max: number }[];
  board: { load: number; max: number } | null;
  waiting: number;
  depth: number;
};
export type RefusedOutcome = { refused: ProblemCode } & Record<string, unknown>;

/** A board after a write: its seq, and its pressure where the write counted it. */
export type BoardAfter = { seq: number; pressure: PressureFacts | null };

/** Null where nothing was done now. */
export function boardAfter(outcome: Outcome): BoardAfter | null {
  if ('refused' in outcome || 'replay' in outcome) return null;
  const { seq, pressure } = outcome;
  return typeof seq === 'number' ? { seq, pressure: pressure ?? null } : null;
}

/**
 * Turns an outcome into a Result. The facts are what the database knows: ids and loads of a full limit, and no
 * `retryAfterSeconds` of a refusal at the door. The calling service adds the rest.
 */
export function outcomeOf<T>(outcome: Outcome): Result<T> {
  if ('refused' in outcome) return { ok: false, refusal: refusalOfOutcome(outcome) };
  if ('body' in outcome) return doneOf<T>(outcome);
  return { ...doneOf<T>(outcome.replay), replayed: true };
}

function doneOf<T>({ body, seq }: Done) {
  return { ok: true, value: (body ?? undefined) as T, ...(typeof seq === 'number' && { seq }) } as const;
}

/** A refusal of the database, returned by a command or raised with the SQLSTATE WIP00. */
export function refusalOfOutcome({ refused: code, door, ...facts }: RefusedOutcome): Refusal {
  if ('fault' in facts) {
    const { path, fault, params, ...others } = facts;
    return {
      code,
      facts: { ...others, errors: [{ path, code: fault, ...(params !== undefined && { params }) }] },
    };
  }
  switch (code) {
    case 'precondition-failed':
      return { code, facts: { version: `"${facts.version}"` } };
    case 'expedite-claim-waiting':
      return { code, ...(door !== undefined && { door }) };
    default:
      return { code, facts, ...(door !== undefined && { door }) };
  }
}
