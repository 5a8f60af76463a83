'use client';

import type { Card } from '@weir/contract';
import { usePathname, useSearchParams } from 'next/navigation';
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './card-calendar.module.css';
import { CardChips } from './card-chips';
import { DayCell } from './day-cell';
import { dayByKey, monthAfter, monthOf, weeksOf } from './month';

type Props = {
  root: RefObject<HTMLDivElement | null>;
  focusHandlers: { onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void };
};

/** A month with the cards at their due dates, by the days of the board. On a phone only its days with cards. */
export function CardCalendar({ root, focusHandlers }: Props) {
  const { board, filtering } = useBoardPage();
  const t = useTranslations();
  const dates = useDates();
  const { month, show } = useMonth(board.today);
  const [day, setDay] = useState(board.today);
  const isMoving = useRef(false);
  const weeks = weeksOf(month);
  const cards = filtering.shownBoard.cards.filter(({ archivedAt }) => archivedAt === null);
  const byDay = Map.groupBy(cards, ({ dueOn }) => dueOn);
  const undated = (byDay.get(null) ?? []).filter(({ deliveredAt }) => deliveredAt === null);
  // Tab leads to the day chosen last, if it is in the month, else to its first.
  const reachable = monthOf(day) === month ? day : `${month}-01`;

  // The month in the address may be drawn later than the day.
  useLayoutEffect(() => {
    const cell = isMoving.current && root.current?.querySelector<HTMLElement>(`[data-day="${day}"]`);
    if (!cell) return;
    isMoving.current = false;
    cell.focus();
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const from = (event.target as HTMLElement).dataset.day;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const to = from && isPlain ? dayByKey(from, event.key) : null;
    if (!to) return;
    event.preventDefault();
    isMoving.current = true;
    if (monthOf(to) !== month) show(monthOf(to));
    setDay(to);
  };
  const goTo = (to: string) => {
    show(to);
    setDay(to === monthOf(board.today) ? board.today : `${to}-01`);
  };

  return (
    <div ref={root} className={styles.calendar} {...focusHandlers}>
      <header className={styles.head}>
        <h2 aria-live="polite">{dates.month(month, 'long')}</h2>
        <Button
          variant="plain"
          size="small"
          className={styles.previous}
          aria-label={t('calendar.previous')}
          onPress={() => goTo(monthAfter(month, -1))}
        >
          <Glyph name="chevron" size={14} />
        </Button>
        <Button size="small" onPress={() => goTo(monthOf(board.today))}>
          {t('calendar.today')}
        </Button>
        <Button
          variant="plain"
          size="small"
          className={styles.next}
          aria-label={t('calendar.next')}
          onPress={() => goTo(monthAfter(month, 1))}
        >
          <Glyph name="chevron" size={14} />
        </Button>
        <span className={styles.note}>{t('calendar.zone', { zone: board.timeZone })}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its days take the focus, so it is a grid */}
      <table role="grid" className={styles.month} aria-label={t('calendar.title')} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]?.map((each, at) => (
              <th key={each} scope="col">
                {dates.weekday(at + 1, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((each) => (
                <DayCell
                  key={each}
                  day={each}
                  cards={byDay.get(each) ?? []}
                  isOutside={monthOf(each) !== month}
                  isReachable={each === reachable}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!weeks.flat().some((each) => byDay.has(each)) && <p className={styles.note}>{t('calendar.none')}</p>}
      <Undated cards={undated} />
    </div>
  );
}

/** The cards that are in no month, on request. */
function Undated({ cards }: { cards: readonly Card[] }) {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  if (cards.length === 0) return null;
  return (
    <section className={styles.undated}>
      <Button variant="plain" size="small" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {t('calendar.undated', { count: cards.length })} <Glyph name="chevron" size={12} />
      </Button>
      {isOpen && <CardChips cards={cards} isReachable />}
    </section>
  );
}

/** The month in the address, `?month=2026-03`; without one, that of today. */
function useMonth(today: string) {
  const path = usePathname();
  const written = useSearchParams().get('month') ?? '';
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(written) ? written : monthOf(today);
  const show = (next: string) => {
    const query = new URLSearchParams(window.location.search);
    if (next === monthOf(today)) query.delete('month');
    else query.set('month', next);
    window.history.replaceState(null, '', `${path}?${query}`);
  };
  return { month, show };
}
