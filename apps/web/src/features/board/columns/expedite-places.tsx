'use client';

import { cardsIn } from '@/lib/board/optimistic';
import { useBoardRoom } from '../board-context';
import styles from './column.module.css';

/** The places of expedite cards, which stand beside the count: those taken here, and those still free anywhere. */
export function ExpeditePlaces({ columnId }: { columnId: string }) {
  const { board } = useBoardRoom();
  const limit = board.limits.find(
    (each) => each.scope === 'classOfService' && each.classOfService === 'expedite',
  );
  const here = cardsIn(board, columnId).filter(({ classOfService }) => classOfService === 'expedite').length;
  const free = limit ? Math.max(0, limit.max - limit.load) : 0;
  if (here + free === 0) return null;
  const said = [
    here > 0 && `${here} expedite here`,
    free > 0 && `${free} expedite ${free === 1 ? 'place' : 'places'} free`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <span className={styles.expedite} role="img" aria-label={said} title={said}>
      {Array.from({ length: Math.min(6, here + free) }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
        <i key={at} data-taken={at < here || undefined} />
      ))}
    </span>
  );
}
