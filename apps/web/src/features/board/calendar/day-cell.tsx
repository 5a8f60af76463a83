'use client';

import type { Card } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { mondayOf } from '@/lib/days';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './card-calendar.module.css';
import { CardChips } from './card-chips';

const mostShown = 4;

type Props = {
  day: string;
  /** From Monday, 1, to Sunday, 7. */
  weekday: number;
  cards: readonly Card[];
  /** Of the month before or after. */
  isOutside: boolean;
  /** The card that Tab leads to. */
  reachable: number | null;
};

/** A day with the cards that are due on it. For arrow keys it is a stack of them, and its week is their lane. */
export function DayCell({ day, weekday, cards, isOutside, reachable }: Props) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const dates = useDates();
  const [isExpanded, setExpanded] = useState(false);
  const isToday = day === board.today;
  const isWhole = isExpanded || cards.slice(mostShown).some(({ number }) => number === reachable);
  const shown = isWhole ? cards : cards.slice(0, mostShown);
  const rest = cards.length - shown.length;
  return (
    <td
      {...(isToday && { 'aria-current': 'date' as const })}
      data-stack={weekday}
      data-lane={mondayOf(day)}
      data-outside={isOutside || undefined}
      data-count={cards.length || undefined}
    >
      <VisuallyHidden>
        {t('calendar.day', { day: dates.day(day, { long: true }), count: cards.length })}
      </VisuallyHidden>
      <span className={styles.number} aria-hidden="true">
        <span className={styles.long}>{dates.day(day)}</span>
        <span className={styles.short}>{Number(day.slice(8))}</span>
      </span>
      <CardChips cards={shown} reachable={reachable} />
      {rest > 0 && (
        <Button variant="plain" size="small" onPress={() => setExpanded(true)}>
          {t('calendar.more', { count: rest })}
        </Button>
      )}
    </td>
  );
}
