'use client';

import { api } from '@/lib/api/client';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { focusMover } from '../rows/movers';

type Item = { id: string; name: string };

/** Moves the items of a list up and down by one. `of` gives what the buttons of a row do. */
export function useMoving(items: readonly Item[], pathOf: (id: string) => string) {
  const t = useTranslations();
  const saving = useSave({ onSaved: useRenewBoard() });
  const move = async (item: Item, by: -1 | 1) => {
    const other = items[items.indexOf(item) + by];
    if (!other) return;
    const [place, where] =
      by === -1 ? ([{ before: other.id }, 'before'] as const) : ([{ after: other.id }, 'after'] as const);
    const announcement = t('settings.move.moved', { where, name: item.name, other: other.name });
    await saving.save(() => api.patch(pathOf(item.id), place), { announcement });
    focusMover(item.id, by);
  };
  return {
    problem: saving.problem,
    of: (item: Item) => ({
      onUp: items.indexOf(item) > 0 ? () => void move(item, -1) : undefined,
      onDown: items.indexOf(item) < items.length - 1 ? () => void move(item, 1) : undefined,
    }),
  };
}
