'use client';

import type { Board } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/components/live-region';
import { type Spot, spotsOf } from '@/lib/board/cells';
import { useDragged } from './drag';
import { dragSaid, inTheWay, verdictOf } from './verdict';

const none: ReadonlySet<string> = new Set();

/** The card in the air and, before it is dropped, what every place of the board would say to it. */
export function useDragVerdicts(board: Board, mayOverride: boolean) {
  const [number, setNumber] = useState<number | null>(null);
  const cardOf = (wanted: number | null) => board.cards.find((each) => each.number === wanted) ?? null;
  useDragged((next) => {
    setNumber(next);
    const taken = cardOf(next);
    if (taken) announce(dragSaid(board, taken, spotsOf(board), mayOverride));
  });
  const dragged = cardOf(number);
  return {
    dragged,
    verdictOn: (spot: Spot) => dragged && verdictOf(board, dragged, spot, mayOverride),
    inTheWay: dragged ? inTheWay(board, dragged, spotsOf(board)) : none,
  };
}
