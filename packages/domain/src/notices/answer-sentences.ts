import type { AnswerKind, NotNowReason } from '../vocabulary/vocabulary.js';

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

const reasons: Record<NotNowReason, string> = {
  noCapacity: 'The team has no capacity for it now.',
  notAligned: 'It does not fit what the team works towards.',
  tooLarge: 'It is too large to be taken as it is.',
  needsInformation: 'The team needs to know more about it first.',
  other: 'The team has another reason.',
};

/** Why not now, as whoever asked reads it. */
export function reasonInWords(reason: NotNowReason): string {
  return reasons[reason];
}
