'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef } from 'react';
import { type Cell, isInCell, targetCell } from '@/lib/board/cells';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useBoardPage } from '../board-context';
import type { Move } from '../use-moves';

const Refusal = dynamic(
  loadedAhead(() => withAllWords(import('./refusal')).then((loaded) => loaded.Refusal)),
  { loading: () => null },
);

/** The refusal of a card that was moved to this cell, or of this card, or any, if there is one. It is scrolled into view. */
export function RefusalIn({ cell, card: ofCard }: { cell?: Cell; card?: number }) {
  const { board, refused, dialog } = useBoardPage();
  const element = useRef<HTMLDivElement>(null);
  // The move dialog shows it in its own list.
  const shown = refused && dialog?.kind !== 'move' && isTarget(refused.move) ? refused : null;
  useEffect(() => {
    if (shown) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={element}>
      <Refusal refused={shown} />
    </div>
  );

  function isTarget(move: Move): boolean {
    if (ofCard !== undefined) return move.card === ofCard;
    if (!cell) return true;
    const card = board.cards.find(({ number }) => number === move.card);
    return card ? isInCell(targetCell(board, card, move), cell) : move.columnId === cell.columnId;
  }
}
