'use client';

import type { Board, Card, Limit, PublicBoard, PublicCard, PublicLimit } from '@weir/contract';
import { slotNumbers } from '@/components/data/slots';
import { cardsInColumn } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './column.module.css';

/** Expedite cards have slots of their own, beside the limit: those taken in this column, and all that are free. */
export function ExpediteSlots({ board, columnId }: { board: Board | PublicBoard; columnId: string }) {
  const t = useTranslations();
  const limit = limitOf<Limit | PublicLimit>(board, { scope: 'classOfService', classOfService: 'expedite' });
  const here = cardsInColumn<Card | PublicCard>(board, columnId).filter(
    ({ classOfService }) => classOfService === 'expedite',
  ).length;
  const free = limit ? Math.max(0, limit.max - limit.load) : 0;
  if (here + free === 0) return null;
  const label = t('board.column.expedite', { here, free });
  return (
    <span className={styles.expedite} role="img" aria-label={label} title={label}>
      {slotNumbers(Math.min(6, here + free)).map((at) => (
        <i key={at} data-taken={at < here || undefined} />
      ))}
    </span>
  );
}
