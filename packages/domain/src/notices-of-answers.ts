import { inFull, type Reader } from './notices-in-full.js';
import type { PlainDate } from './time.js';
import type { AnswerKind } from './vocabulary.js';

export type AnswerFacts = {
  kind: AnswerKind;
  message: string | null;
  /** From when its requester may ask again. */
  until: PlainDate | null;
  /** The card that it became, the request of which it is a duplicate, and the one that it is on another board. */
  card: string | null;
  duplicateOf: string | null;
  redirectedTo: { ref: string; board: string } | null;
};

type Answered = {
  board: string;
  reader: Reader;
  request: { ref: string; title: string };
  answer: AnswerFacts;
};

const titles: Record<AnswerKind, string> = {
  accept: 'Accepted',
  trade: 'Accepted',
  decline: 'Not now',
  defer: 'Not now',
  duplicate: 'Asked before',
  redirect: 'Handed on',
  withdrawn: 'Withdrawn',
  expired: 'Not now',
  shed: 'Not now',
};

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
    title: `${titles[answer.kind]}: ${request.title}`,
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
        : `It is the same as ${answer.duplicateOf}, whose answer counts: you will be told of it.`;
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

/** Nothing where the message says the day itself, or its ticket is somebody else's. */
function askAgain({ reader, answer: { until, message } }: Answered): string | null {
  if (until === null || message?.includes(inFull(until))) return null;
  if (reader !== 'requester') return `Whoever asked first may ask again from ${inFull(until)}.`;
  return `You may ask again from ${inFull(until)}. It is then first in its class.`;
}
