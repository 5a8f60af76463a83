'use client';

import { useEffect, useRef } from 'react';
import { landing, type Spot, standsIn } from '@/lib/board/cells';
import { useBoardRoom } from '../board-context';
import { Refusal } from './refusal';

/** The refusal of a card that wanted in here, if there is one: brought into view. */
export function RefusalAt({ spot }: { spot: Spot }) {
  const { board, refused, opened } = useBoardRoom();
  const element = useRef<HTMLDivElement>(null);
  // The move dialog shows it in its own list.
  const isHere = refused !== null && opened?.kind !== 'move' && isFor(refused.move);
  const shown = isHere ? refused : null;
  useEffect(() => {
    if (shown) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={element}>
      <Refusal refused={shown} />
    </div>
  );

  function isFor(move: Spot & { card: number }): boolean {
    const card = board.cards.find(({ number }) => number === move.card);
    return card ? standsIn(landing(board, card, move), spot) : move.columnId === spot.columnId;
  }
}
