'use client';

import type { Card } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './card-calendar.module.css';
import { CardChips } from './card-chips';

const mostShown = 4;

type Props = {
  day: string;
  cards: readonly Card[];
  /** Of the month before or after. */
  isOutside: boolean;
  /** Tab leads to this day and its cards; arrow keys go on to the others. */
  isReachable: boolean;
};

export function DayCell({ day, cards, isOutside, isReachable }: Props) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const dates = useDates();
  const [isExpanded, setExpanded] = useState(false);
  const isToday = day === board.today;
  const shown = isExpanded ? cards : cards.slice(0, mostShown);
  const rest = cards.length - shown.length;
  return (
    <td
      tabIndex={isReachable ? 0 : -1}
      aria-label={t('calendar.day', { day: dates.day(day, { long: true }), count: cards.length })}
      {...(isToday && { 'aria-current': 'date' as const })}
      data-day={day}
      data-outside={isOutside || undefined}
      data-count={cards.length || undefined}
    >
      <span className={styles.number} aria-hidden="true">
        <span className={styles.long}>{dates.day(day)}</span>
        <span className={styles.short}>{Number(day.slice(8))}</span>
      </span>
      <CardChips cards={shown} isReachable={isReachable} />
      {rest > 0 && (
        <Button
          variant="plain"
          size="small"
          excludeFromTabOrder={!isReachable}
          onPress={() => setExpanded(true)}
        >
          {t('calendar.more', { count: rest })}
        </Button>
      )}
    </td>
  );
}
