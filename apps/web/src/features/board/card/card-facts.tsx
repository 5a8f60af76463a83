'use client';

import type { Board, Card } from '@weir/contract';
import { ageSeconds, cycleTimeSeconds } from '@weir/domain';
import { useNow } from '@/components/data/time';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './card.module.css';
import { ageBars, dueOf, spanOf } from './card-dates';

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
      {committedAt && !deliveredAt && <Age committedAt={committedAt} />}
      {committedAt && deliveredAt && (
        <span title={t('card.cycleTime')} suppressHydrationWarning>
          {t('card.span', spanOf(cycleTimeSeconds(committedAt, deliveredAt)))}
        </span>
      )}
      {due && (
        <span
          className={styles.due}
          data-tone={due.tone}
          title={dates.day(due.on, { zone: board.timeZone, long: true })}
        >
          {t('card.dueOn', {
            kind: due.kind,
            date: dates.shortDay(due.on, board.timeZone),
          })}
        </span>
      )}
    </>
  );
}

/** How long a card has been in flight: a short span and up to four bars. */
function Age({ committedAt }: { committedAt: string }) {
  const t = useTranslations();
  const dates = useDates();
  const seconds = ageSeconds(committedAt, new Date(useNow()));
  const bars = ageBars(seconds);
  const span = spanOf(seconds);
  return (
    <span className={styles.age} suppressHydrationWarning>
      <VisuallyHidden>
        <span suppressHydrationWarning>{t('card.age', { age: dates.counted(span.count, span.unit) })}</span>
      </VisuallyHidden>
      <span aria-hidden="true" suppressHydrationWarning>
        {t('card.span', span)}
      </span>
      <span className={styles.bars} data-bars={bars} aria-hidden="true" suppressHydrationWarning>
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} data-on={bar <= bars || undefined} suppressHydrationWarning />
        ))}
      </span>
    </span>
  );
}
