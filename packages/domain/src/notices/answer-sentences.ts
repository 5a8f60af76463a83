import { inFull } from '../time/date-sentences.js';
import { type AnswerKind, isTeamReason, type NotNowReason } from '../vocabulary/vocabulary.js';
import type { AnswerFacts, NoticeReader, OriginalAnswer } from './notice-facts.js';

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

type Answered = {
  board: string;
  reader: NoticeReader;
  request: { ref: string; title: string };
  answer: AnswerFacts;
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

/** What the team wrote comes first; then what became of the request, and what its reader can do. */
export function answerInWords(facts: Answered): { title: string; text: string } {
  const { reader, request, answer } = facts;
  const paragraphs = [
    reader === 'watcher' ? `You asked the same as ${request.ref}, which has its answer now.` : null,
    answer.message,
    outcome(facts),
    askAgain(facts),
  ];
  return {
    title: `${answerWords[answer.kind]}: ${request.title}`,
    text: paragraphs.filter((paragraph) => paragraph !== null).join('\n\n'),
  };
}

function outcome({ board, reader, request, answer }: Answered): string | null {
  const card = answer.card === null ? `on ${board}` : `on ${board}, as ${answer.card}`;
  switch (answer.kind) {
    case 'accept':
      return `It is ${card}.`;
    case 'trade':
      return `It is ${card}. Other work was put back to make room for it.`;
    case 'duplicate':
      return answer.duplicateOf === null
        ? null
        : duplicateInWords(board, answer.duplicateOf, answer.standing);
    case 'redirect':
      return answer.redirectedTo === null
        ? null
        : `It waits for its answer on ${answer.redirectedTo.board} now, as ${answer.redirectedTo.ref}.`;
    case 'withdrawn':
      return reader === 'watcher'
        ? 'Whoever asked for it has withdrawn it, and nobody has judged it. If you still need it, ask for it yourself.'
        : 'It was withdrawn and waits no longer.';
    case 'expired':
      return answer.message === null ? `Nobody answered ${request.ref} in time. Nobody has judged it.` : null;
    case 'decline':
    case 'defer':
    case 'shed':
      return null;
  }
}

/** Whoever is told of an answer that will come hears of it then; one that has come is told at once. */
function duplicateInWords(board: string, ref: string, standing: OriginalAnswer | null): string {
  if (standing === null) return `It is the same as ${ref}, whose answer counts: you will be told of it.`;
  const { kind, reason, own } = standing;
  const isSaid = reason !== null && reason !== 'other' && isTeamReason(kind);
  const why = isSaid ? ` ${reasons[reason]}` : '';
  const other: Answered = {
    board,
    reader: own ? 'requester' : 'watcher',
    request: { ref, title: ref },
    answer: { ...standing, duplicateOf: null, redirectedTo: null, standing: null },
  };
  return [
    `It is the same as ${ref}, whose answer counts for both: ${answerWords[kind].toLowerCase()}.${why}`,
    standing.message,
    outcome(other),
    askAgain(other),
  ]
    .filter((paragraph) => paragraph !== null)
    .join('\n\n');
}

/** To its requester nothing where the message says the day itself; the ticket of somebody else is told as theirs. */
function askAgain({ reader, answer: { until, message } }: Answered): string | null {
  if (until === null) return null;
  if (reader !== 'requester') {
    return `Whoever asked first may ask again from ${inFull(until)}; you will then be told of that answer, too. You may also ask anew yourself.`;
  }
  if (message?.includes(inFull(until))) return null;
  return `You may ask again from ${inFull(until)}. It is then first in its class.`;
}
