import type { AnswerKind } from '../vocabulary/vocabulary.js';

/** What a request ended in, in a word: the same on its page, in notices and by e-mail. */
export const answerWords: Record<AnswerKind, string> = {
  accept: 'Accepted',
  trade: 'Accepted in trade',
  decline: 'No',
  defer: 'Not now',
  duplicate: 'Asked before',
  redirect: 'Handed on',
  withdrawn: 'Withdrawn',
  expired: 'No answer in time',
  shed: 'Not now',
};

/**
 * Whether the reason of an answer is one of the team's for not taking the request: that of a trade is why the other
 * card made way, and what ended in the system's name nobody had a reason for.
 */
export function isReasonOfTheTeam(kind: AnswerKind): boolean {
  return kind === 'decline' || kind === 'defer';
}
