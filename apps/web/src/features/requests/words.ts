import type { ClassOfService, GateState, NewAnswer, NotNowReason } from '@weir/contract';
import { reasonInWords } from '@weir/domain';

/** Each class of service in a word and in the sentence by which a person can choose it. */
export const classWords: Record<ClassOfService, { label: string; among: string; meaning: string }> = {
  expedite: {
    label: 'Expedite',
    among: 'expedite',
    meaning: 'Something is broken, or is about to be. Other work stops for it.',
  },
  fixedDate: {
    label: 'Fixed date',
    among: 'fixed-date',
    meaning: 'It is of use only if it is done by a certain day.',
  },
  standard: {
    label: 'Standard',
    among: 'standard',
    meaning: 'It is read in the order in which it comes. Most work is this.',
  },
  intangible: {
    label: 'Intangible',
    among: 'intangible',
    meaning: 'It matters, and nobody is hurt if it waits for a quiet week.',
  },
};

/** Why not now: what a manager chooses, and what its requester reads. */
export const reasonWords: Record<NotNowReason, { label: string; read: string }> = {
  noCapacity: { label: 'No capacity', read: reasonInWords('noCapacity') },
  notAligned: { label: 'Does not fit the plan', read: reasonInWords('notAligned') },
  tooLarge: { label: 'Too large as it is', read: reasonInWords('tooLarge') },
  needsInformation: { label: 'Needs information', read: reasonInWords('needsInformation') },
  other: { label: 'Another reason', read: reasonInWords('other') },
};

/** The answers as a manager chooses among them. */
export const kindLabels: Record<NewAnswer['kind'], string> = {
  accept: 'Accept',
  trade: 'Trade',
  defer: 'Not now, ask again',
  decline: 'No',
  duplicate: 'Duplicate',
  redirect: 'Redirect',
};

const numbers = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Small numbers as they are said in a sentence. */
export function inWord(count: number): string {
  return numbers[count] ?? String(count);
}

/** “one card”, “4 cards”. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}

/** How full the queue of requests is, and what that means for the next who asks. Behind a gate that is not open it means nothing. */
export function depthInWords(waiting: number, depth: number, gate: GateState): string {
  if (depth === 0) return 'The intake takes no requests: its depth is 0.';
  if (gate !== 'open') return waiting === 0 ? 'Nobody waits for an answer.' : '';
  const leave = inWord(waiting - depth + 1);
  if (waiting > depth) return `The depth was lowered: the door answers for you until ${leave} are answered.`;
  if (waiting === depth) return 'The door answers for you now, until one is answered.';
  if (waiting === depth - 1) return 'One more and the door answers for you.';
  return waiting === 0 ? 'Nobody waits for an answer.' : `Room for ${inWord(depth - waiting)} more.`;
}
