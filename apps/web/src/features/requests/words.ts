import type { ClassOfService } from '@weir/contract';

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

const numbers = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Small numbers as they are said in a sentence. */
export function inWord(count: number): string {
  return numbers[count] ?? String(count);
}

/** “one card”, “4 cards”. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}
