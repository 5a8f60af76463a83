'use client';

import type { Board, Card } from '@weir/contract';
import { useCallback, useMemo, useRef, useState } from 'react';
import { withCard } from '@/lib/board/answered';
import { useRedrawn } from '@/lib/waiting/redrawn';

type DrawnEdit = { id: number; card: number; apply: (card: Card) => Card };

/** Draws edits that wait for the connection, also those of an earlier page: the board is shown as it will be once they are saved. */
export function useDrawnEdits(read: Board, path: string) {
  const server = useRedrawn(read, path);
  const [edits, setEdits] = useState<readonly DrawnEdit[]>([]);
  const lastId = useRef(0);
  const board = useMemo(
    () =>
      edits.reduce((now, { card: number, apply }) => {
        const card = now.cards.find((each) => each.number === number);
        return card ? withCard(now, apply(card)) : now;
      }, server),
    [server, edits],
  );
  /** Draws an edit of a card until the returned function is called. */
  const draw = useCallback((card: number, apply: DrawnEdit['apply']): (() => void) => {
    const id = ++lastId.current;
    setEdits((all) => [...all, { id, card, apply }]);
    return () => setEdits((all) => all.filter((each) => each.id !== id));
  }, []);
  return { board, draw };
}
