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
export function refusalOfOutcome({ refused: code, ...facts }: RefusedOutcome): Refusal {
  switch (code) {
    case 'invalid-input':
      return { code, facts: { errors: [{ path: facts.path, message: sentenceFor(String(facts.fault)) }] } };
    case 'precondition-failed':
      return { code, facts: { version: `"${facts.version}"` } };
    case 'expedite-claim-waiting':
      return { code };
    default:
      return { code, facts };
  }
}

/** Faults that only the database can find, because they depend on its rows. */
const faults: Record<string, string> = {
  absent: 'is not there',
  notInColumn: 'does not stand in that column',
  itself: 'must be another card',
  twice: 'names a card that is moved already: each card moves once',
  notSplit: 'is given for a column that has no halves',
  notItsColumn: 'is not the column of the card to swap with',
  notOfTheTeam: 'names somebody who can’t be given work here: owners, managers and members can',
  stillWaits: 'still waits for its answer',
  delivered: 'is delivered already: only what is not can be put back for another',
  passed: 'has passed already: leave it out where no day counts',
  farAhead: 'must be ten years ahead at most',
  staysThere: 'would make no way: its own column has room for the new card, so accept the request instead',
  noQueueHasRoom:
    'is needed: no queue column has room for the displaced card, so it leaves the board until then',
};

/** The words for a fault, also for one that a service finds by the same rule. */
export function sentenceFor(fault: string): string {
  const sentence = faults[fault];
  if (!sentence) throw new Error(`the database refused with an unknown fault: ${fault}`);
  return sentence;
}
