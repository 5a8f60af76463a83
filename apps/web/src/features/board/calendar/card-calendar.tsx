'use client';

import { useSearchParams } from 'next/navigation';
import { type FocusEvent, type RefObject, useMemo, useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { replaceQuery } from '@/lib/pages/page-query';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useMoveKeys } from '../moving/move-keys';
import { RefusalIn } from '../refusals/refusal-in';
import styles from './card-calendar.module.css';
import { CardChips } from './card-chips';
import { DayCell } from './day-cell';
import { monthAfter, monthOf, weeksOf } from './month';

type Props = {
  root: RefObject<HTMLDivElement | null>;
  focusHandlers: { onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void };
};

/** A month with each card on its due date, in the board's time zone. A phone shows only the days with cards. */
export function CardCalendar({ root, focusHandlers }: Props) {
  const page = useBoardPage();
  const { board, filtering, current } = page;
  const t = useTranslations();
  const dates = useDates();
  const { month, show } = useMonth(board.today);
  const [isUndatedOpen, setUndatedOpen] = useState(false);
  const weeks = weeksOf(month);
  const byDay = useMemo(() => {
    const cards = filtering.shownBoard.cards.filter(({ archivedAt }) => archivedAt === null);
    return Map.groupBy(cards, ({ dueOn }) => dueOn);
  }, [filtering.shownBoard]);
  const undated = (byDay.get(null) ?? []).filter(({ deliveredAt }) => deliveredAt === null);

  const dated = weeks.flat().flatMap((day) => byDay.get(day) ?? []);
  const drawn = isUndatedOpen ? [...dated, ...undated] : dated;
  // A phone does not show the days of other months.
  const first = drawn.find(({ dueOn }) => !dueOn || monthOf(dueOn) === month) ?? drawn[0];
  const isEmpty = dated.every(({ dueOn }) => dueOn && monthOf(dueOn) !== month);
  /** The next day with a card after this month; without one, the last before it. */
  const days = [...byDay.keys()].filter((day) => day !== null).sort();
  const next = days.find((day) => monthOf(day) > month) ?? days.findLast((day) => monthOf(day) < month);
  const zone = dates.foreignZone(board.timeZone);
  const reachable = drawn.some(({ number }) => number === current) ? current : (first?.number ?? null);
  const onKeyDown = useMoveKeys(root, { ...page, current: reachable }, { isSorted: true });

  return (
    <section
      ref={root}
      className={styles.calendar}
      aria-label={t('calendar.title')}
      onKeyDown={onKeyDown}
      {...focusHandlers}
    >
      <RefusalIn />
      <header className={styles.head}>
        <h2 aria-live="polite">{dates.month(month, 'long')}</h2>
        <Button
          variant="plain"
          size="small"
          className={styles.previous}
          aria-label={t('calendar.previous')}
          onPress={() => show(monthAfter(month, -1))}
        >
          <Glyph name="chevron" size={14} />
        </Button>
        <Button size="small" onPress={() => show(monthOf(board.today))}>
          {t('calendar.today')}
        </Button>
        <Button
          variant="plain"
          size="small"
          className={styles.next}
          aria-label={t('calendar.next')}
          onPress={() => show(monthAfter(month, 1))}
        >
          <Glyph name="chevron" size={14} />
        </Button>
        {zone && <span className={styles.note}>{t('calendar.zone', { zone })}</span>}
      </header>
      <table className={styles.month} aria-label={dates.month(month, 'long')}>
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
              {week.map((each, at) => (
                <DayCell
                  key={each}
                  day={each}
                  cards={byDay.get(each) ?? []}
                  isOutside={monthOf(each) !== month}
                  weekday={at + 1}
                  reachable={reachable}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {isEmpty && !filtering.hidesAll && (
        <p className={styles.note}>
          <span>{t('calendar.none', { month: dates.month(month, 'long') })}</span>{' '}
          {next && (
            <Button variant="plain" size="small" onPress={() => show(monthOf(next))}>
              {t('calendar.jump', { day: dates.day(next, { long: true }) })}
            </Button>
          )}
        </p>
      )}
      {undated.length > 0 && (
        <div className={styles.undated} data-stack="undated">
          <Button
            variant="plain"
            size="small"
            aria-expanded={isUndatedOpen}
            onPress={() => setUndatedOpen(!isUndatedOpen)}
          >
            {t('calendar.undated', { count: undated.length })} <Glyph name="chevron" size={12} />
          </Button>
          {isUndatedOpen && <CardChips cards={undated} reachable={reachable} />}
        </div>
      )}
    </section>
  );
}

/** The month in the address, `?month=2026-03`; without one, that of today. */
function useMonth(today: string) {
  const written = useSearchParams().get('month') ?? '';
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(written) ? written : monthOf(today);
  const show = (next: string) => replaceQuery({ month: next === monthOf(today) ? null : next });
  return { month, show };
}
