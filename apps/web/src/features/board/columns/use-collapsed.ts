'use client';

import type { Board, Card } from '@weir/contract';
import { useMemo } from 'react';
import type { CardPlacement } from '@/lib/board/optimistic';
import { useRemembered } from '@/lib/browser/use-remembered';

export type Collapsed = {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  expand: (...ids: string[]) => void;
};

/** A lane among the ids; null is the row of the cards in no lane. */
export const laneId = (lane: string | null): string => lane ?? 'no-lane';

/**
 * The ids of the columns that are drawn as a narrow strip and of the lanes that are drawn as a line, which this browser
 * remembers. A phone shows one column at a time anyway, so it collapses lanes only.
 */
export function useCollapsed(board: string): Collapsed {
  const [kept, keep] = useRemembered(`weir:collapsed:${board}`);
  return useMemo(() => {
    const ids = (kept ?? '').split(' ').filter(Boolean);
    const save = (next: string[]) => keep(next.length > 0 ? next.join(' ') : null);
    const without = (id: string) => ids.filter((each) => each !== id);
    return {
      has: (id) => ids.includes(id),
      toggle: (id) => save(ids.includes(id) ? without(id) : [...ids, id]),
      expand: (...expanded) => {
        const left = ids.filter((each) => !expanded.includes(each));
        if (left.length < ids.length) save(left);
      },
    };
  }, [kept, keep]);
}

/** The ids of the column and the lane that a card is in, or will be: it is shown only where both are expanded. */
export function idsAround(
  { swimlanes }: Pick<Board, 'swimlanes'>,
  { columnId, swimlaneId }: Pick<Card, 'columnId' | 'swimlaneId'>,
): string[] {
  return swimlanes.length > 0 ? [columnId, laneId(swimlaneId)] : [columnId];
}

/** The same of cards that move to these places. What a place leaves out stays as it is. */
export function idsAroundPlaces(
  board: Board,
  places: readonly (Partial<CardPlacement> & { card: number })[],
): string[] {
  return places.flatMap(({ card: number, columnId, swimlaneId }) => {
    const card = board.cards.find((each) => each.number === number);
    if (!card) return columnId ? [columnId] : [];
    return idsAround(board, {
      columnId: columnId ?? card.columnId,
      swimlaneId: swimlaneId === undefined ? card.swimlaneId : swimlaneId,
    });
  });
}
