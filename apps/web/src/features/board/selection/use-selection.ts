'use client';

import type { Board, Card } from '@weir/contract';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { type Picked, pickedTo, stillPicked, toggled } from '@/lib/picking';
import { useTranslations } from '@/lib/words/use-translations';
import { shownCards } from '../stack-order';

/** The most cards that one call of the API moves. */
export const mostSelected = 100;

export type Selection = {
  /** The selected cards that are shown, in the order of the board. */
  cards: readonly Card[];
  isOn: boolean;
  has: (card: number) => boolean;
  /** Selects or unselects a card. With `isRange` it selects all shown cards between it and the last one. */
  toggle: (card: number, how?: { isRange?: boolean }) => void;
  add: (cards: readonly number[]) => void;
  /** Selects these and no others. */
  keepOnly: (cards: readonly number[]) => void;
  clear: () => void;
};

/** Cards of the shown board that are selected to be changed together. */
export function useSelection(root: RefObject<HTMLElement | null>, shownBoard: Board): Selection {
  const t = useTranslations();
  const [picked, setPicked] = useState<Picked>(new Set());
  const anchor = useRef<number | null>(null);
  const cards = useMemo(() => {
    if (picked.size === 0) return [];
    const order = new Map(shownBoard.columns.map(({ id }, at) => [id, at]));
    return stillPicked(picked, shownBoard.cards)
      .filter(({ archivedAt }) => archivedAt === null)
      .toSorted((one, other) => (order.get(one.columnId) ?? 0) - (order.get(other.columnId) ?? 0));
  }, [picked, shownBoard]);
  const numbers = new Set(cards.map(({ number }) => number));

  const select = (next: Iterable<number>) => {
    const bounded = [...next].slice(0, mostSelected);
    setPicked(new Set(bounded));
    announce(t('selection.count', { count: bounded.length, isMost: `${bounded.length === mostSelected}` }));
  };
  const toggle: Selection['toggle'] = (number, { isRange = false } = {}) => {
    select(
      isRange
        ? pickedTo(numbers, shownCards(root.current), anchor.current, number)
        : toggled(numbers, number),
    );
    anchor.current = number;
  };
  return {
    cards,
    isOn: cards.length > 0,
    has: (card) => numbers.has(card),
    toggle,
    add: (more) => {
      select(new Set([...numbers, ...more]));
      anchor.current = more.at(-1) ?? null;
    },
    keepOnly: (kept) => setPicked(new Set(kept)),
    clear: () => {
      if (cards.length > 0) select([]);
    },
  };
}
