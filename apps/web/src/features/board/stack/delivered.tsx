'use client';

import type { Card as CardOnBoard } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import type { Spot } from '@/lib/board/cells';
import { useBoardRoom } from '../board-context';
import { Card } from '../card/card';
import styles from '../columns/column.module.css';
import { firstShown } from './first-shown';

/** Delivered cards, compactly, the latest first; older ones on demand. */
export function Delivered({ cards, spot }: { cards: CardOnBoard[]; spot: Spot }) {
  const { board } = useBoardRoom();
  const [isWhole, setWhole] = useState(false);
  const latest = cards.toSorted((one, other) =>
    (one.deliveredAt ?? '') < (other.deliveredAt ?? '') ? 1 : -1,
  );
  const shown = isWhole ? latest : latest.slice(0, firstShown(board, spot));
  const more = latest.length - shown.length;
  return (
    <>
      <ul className={`${styles.cards} ${styles.compact}`} aria-label="Delivered cards">
        {shown.map((card) => (
          <Card key={card.number} card={card} isCompact />
        ))}
      </ul>
      {more > 0 && (
        <Button variant="plain" size="small" onPress={() => setWhole(true)}>
          Show {more} more
        </Button>
      )}
    </>
  );
}
