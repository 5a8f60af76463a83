import { freeSlotOf, type Words } from '@weir/words';
import type { About, FactsOf } from '../letter.js';

/** That a column has a free slot, for a person who asked to be notified. */
export function aboutFreeSlot({ t }: Words, facts: FactsOf<'slotFree'>): About {
  return {
    happened: t('letters.slots.happened', freeSlotOf(facts)),
    now: t('letters.slots.now'),
    open: t('letters.open.board'),
  };
}
