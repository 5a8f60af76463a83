import type { NoticeFacts } from '@weir/domain';
import type { Speech } from '../refusals/refusals.js';

type FreeSlot = Extract<NoticeFacts, { kind: 'slotFree' }>;

/** Which column has a free slot. */
export function freeSlotText({ t }: Speech, facts: FreeSlot): { title: string; text: string } {
  const words = freeSlotOf(facts);
  return { title: t('notices.titles.slotFree', words), text: t('notices.slotFree', words) };
}

/** The board and, if the reader can see it, the column, as the texts take them. */
export function freeSlotOf({ board, column }: FreeSlot) {
  return { board, column: column ?? '', known: column === null ? 'no' : 'yes' } as const;
}
