'use client';

import type { Board, HeldRecurringCard } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { subjectName } from '@/features/limits/limit-names';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';

/** Words why a recurring card is not on the board: it waits for room, or was skipped. */
export function useHeldText(board: Board): (held: HeldRecurringCard) => string {
  const t = useTranslations();
  const format = useFormatter();
  const dates = useDates();
  return ({ title, columnId, state, at, missed, limits }) => {
    const column =
      board.columns.find(({ id }) => id === columnId) ?? board.columns.find(({ kind }) => kind === 'queue');
    const names = limits.flatMap(({ id }) => {
      const limit = board.limits.find((each) => each.id === id);
      return limit ? [subjectName(t, board, limit)] : [];
    });
    return t('recurring.held', {
      ...{ state, title, missed, column: column?.name ?? '', at: dates.instant(at, board.timeZone) },
      limits: names.length > 0 ? format.list(names) : (column?.name ?? ''),
    });
  };
}
