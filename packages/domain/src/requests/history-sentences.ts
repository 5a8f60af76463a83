import { inFull } from '../time/date-sentences.js';
import type { HistoryAnswer, HistoryFact } from './history.js';

/** What happened, in a sentence for whoever may read the request. */
export function happeningInWords(happening: HistoryFact): string {
  switch (happening.kind) {
    case 'submitted':
      return happening.byForm ? 'Asked by the public form.' : 'Asked.';
    case 'askedAgain':
      return `Asked again, after ${happening.follows}.`;
    case 'redirectedHere':
      return `Handed on from another board, where it was ${happening.from}.`;
    case 'changed':
      return `Corrected: ${list(happening.names.map(partInWords))}.`;
    case 'asked':
      return 'A question was asked; the clock stands still until it has its reply.';
    case 'replied':
      return 'Its requester replied.';
    case 'said':
      return 'Something was said on it.';
    case 'reminded':
      return 'Those who answer were reminded.';
    case 'overdue':
      return 'The answer was late; those who are to know were told.';
    case 'answered':
      return answerInWords(happening.answer);
    case 'cardMade':
      return `It became the card ${happening.card}.`;
    case 'started':
      return 'Work on its card began.';
    case 'delivered':
      return 'Its card was delivered.';
    case 'putBack':
      return 'Its card was put back to the queue.';
    case 'displaced':
      return happening.until === null
        ? 'Its card made way for another and went back to the queue.'
        : `Its card made way for another and left the board; it may be asked again from ${inFull(happening.until)}.`;
  }
}

function answerInWords({ kind, until, duplicateOf, redirectedTo }: HistoryAnswer): string {
  const again = until ? `; it may be asked again from ${inFull(until)}` : '';
  switch (kind) {
    case 'accept':
      return 'Accepted.';
    case 'trade':
      return 'Accepted in a trade: a card in flight made way.';
    case 'decline':
      return 'No.';
    case 'defer':
      return `Not now${again}.`;
    case 'duplicate':
      return duplicateOf ? `Answered as a duplicate of ${duplicateOf.ref}.` : 'Answered as a duplicate.';
    case 'redirect':
      return redirectedTo
        ? `Handed on to another board as ${redirectedTo.ref}.`
        : 'Handed on to another board.';
    case 'withdrawn':
      return 'Withdrawn by its requester.';
    case 'expired':
      return `Nobody answered in time, so it ended${again}.`;
    case 'shed':
      return `Set aside, since more came in than can be answered well${again}.`;
  }
}

function partInWords(name: string): string {
  switch (name) {
    case 'classOfService':
      return 'the class of service';
    case 'neededBy':
      return 'the day by which it is needed';
    default:
      return `the ${name}`;
  }
}

function list(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? 'nothing';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
