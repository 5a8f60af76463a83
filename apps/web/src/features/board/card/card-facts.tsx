'use client';

import type { Board, Card } from '@weir/contract';
import { ageInDays, cycleTimeInDays } from '@weir/domain';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { ageBars, dueOf } from './card-dates';
import styles from './card-facts.module.css';

type Props = {
  card: Pick<Card, 'ref' | 'committedAt' | 'deliveredAt' | 'dueOn'>;
  board: Pick<Board, 'today' | 'timeZone'>;
};

/** A card's ref, its age or cycle time, and when it is due. */
export function CardFacts({ card, board }: Props) {
  const t = useTranslations();
  const dates = useDates();
  const { committedAt, deliveredAt } = card;
  const due = dueOf(card, board.today);
  return (
    <>
      <span className={styles.ref}>{card.ref}</span>
      {committedAt && !deliveredAt && <Age days={ageInDays(committedAt, board)} />}
      {committedAt && deliveredAt && committedAt <= deliveredAt && (
        <span title={t('card.cycleTime')}>
          {t('card.span', { days: cycleTimeInDays(committedAt, deliveredAt, board.timeZone) })}
        </span>
      )}
      {due && (
        <span className={styles[due.tone]} title={dates.day(due.on, { zone: board.timeZone, long: true })}>
          {t('card.dueOn', {
            kind: due.kind,
            date: dates.shortDay(due.on, board.timeZone),
          })}
        </span>
      )}
    </>
  );
}

/** How long a card has been in flight: its days and up to four bars. */
function Age({ days }: { days: number }) {
  const t = useTranslations();
  const dates = useDates();
  const bars = ageBars(days);
  return (
    <span className={styles.age}>
      <VisuallyHidden>{t('card.age', { age: dates.counted(days, 'day') })}</VisuallyHidden>
      <span aria-hidden="true">{t('card.span', { days })}</span>
      <span className={styles.bars} data-bars={bars} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} data-on={bar <= bars || undefined} />
        ))}
      </span>
    </span>
  );
}
