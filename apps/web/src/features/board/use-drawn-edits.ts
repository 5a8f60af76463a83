'use client';

import type { Board, Card } from '@weir/contract';
import { useCallback, useMemo, useRef, useState } from 'react';
import { withCard } from '@/lib/board/answered';
import { useRedrawn } from '@/lib/waiting/redrawn';

type Change = (card: Card) => Partial<Card>;
type DrawnEdit = { id: number; card: number; change: Change };

/** Draws edits that wait for the connection, also those of an earlier page: the board is shown as it will be once they are saved. */
export function useDrawnEdits(read: Board, path: string) {
  const server = useRedrawn(read, path);
  const [edits, setEdits] = useState<readonly DrawnEdit[]>([]);
  const lastId = useRef(0);
  const board = useMemo(
    () =>
      edits.reduce((now, { card: number, change }) => {
        const card = now.cards.find((each) => each.number === number);
        return card ? withCard(now, { ...card, ...change(card) }) : now;
      }, server),
    [server, edits],
  );
  /** Draws an edit of a card until the returned function is called. */
  const draw = useCallback((card: number, change: Change): (() => void) => {
    const id = ++lastId.current;
    setEdits((all) => [...all, { id, card, change }]);
    return () => setEdits((all) => all.filter((each) => each.id !== id));
  }, []);
  /** An open card with those edits of it. */
  const drawnOn = <Any extends Card>(card: Any): Any => {
    const mine = edits.filter((each) => each.card === card.number);
    return mine.length === 0
      ? card
      : mine.reduce((now, { change }) => Object.assign(now, change(now)), { ...card });
  };
  return { board, draw, drawnOn };
}
