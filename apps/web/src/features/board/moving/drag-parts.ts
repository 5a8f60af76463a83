'use client';

import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  type ElementDropTargetEventBasePayload,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import type { Board, Card } from '@weir/contract';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { announce } from '@/lib/announce';
import { type Cell, cellsOf } from '@/lib/board/cells';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { blockingLimits, dragAnnouncement, verdictOf } from './verdict';

export type Edge = 'above' | 'below';

const noLimits: ReadonlySet<string> = new Set();

/**
 * The card that is being dragged and, before it is dropped, the verdict of every cell on it. A selected card takes the
 * other selected cards along.
 */
export function useDragVerdicts(board: Board, mayOverride: boolean, selected: readonly Card[]) {
  const words = { t: useTranslations(), dates: useDates() };
  const [number, setNumber] = useState<number | null>(null);
  const cardOf = (wanted: number | null) => board.cards.find((each) => each.number === wanted) ?? null;
  const othersOf = (card: Card) => {
    const others = selected.filter((each) => each.number !== card.number);
    return others.length < selected.length ? others : [];
  };
  useDragMonitor((next) => {
    setNumber(next);
    const card = cardOf(next);
    if (card) announce(dragAnnouncement(words, board, card, cellsOf(board), mayOverride, othersOf(card)));
  });
  const dragged = cardOf(number);
  const others = dragged ? othersOf(dragged) : [];
  return {
    dragged,
    isDragged: (card: number) => dragged?.number === card || others.some((each) => each.number === card),
    verdictOn: (cell: Cell) => dragged && verdictOf(words, board, dragged, cell, mayOverride, others),
    blockingLimits: dragged ? blockingLimits(board, dragged, cellsOf(board), others) : noLimits,
  };
}

/** Reports the dragged card, and null once it is dropped, also if the card has left the board meanwhile. */
function useDragMonitor(onChange: (card: number | null) => void): void {
  const report = useEffectEvent(onChange);
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data.card === 'number',
        onDragStart: ({ source }) => report(source.data.card as number),
        onDrop: () => report(null),
      }),
    [],
  );
}

/** Makes a card draggable, and a drop target for cards above and below it. Returns the edge under the pointer. */
export function useCardDrag(
  element: RefObject<HTMLElement | null>,
  number: number,
  { isEnabled, onDrop }: { isEnabled: boolean; onDrop: (dropped: number, edge: Edge) => void },
) {
  const [edge, setEdge] = useState<Edge | null>(null);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const card = element.current;
    if (!card || !isEnabled) return;
    const edgeUnder = ({ self, source }: ElementDropTargetEventBasePayload): Edge | null => {
      if (source.data.card === number) return null;
      return extractClosestEdge(self.data) === 'bottom' ? 'below' : 'above';
    };
    return combine(
      draggable({
        element: card,
        getInitialData: () => ({ card: number }),
      }),
      dropTargetForElements({
        element: card,
        canDrop: ({ source }) => typeof source.data.card === 'number',
        getData: ({ input, element }) =>
          attachClosestEdge({}, { input, element, allowedEdges: ['top', 'bottom'] }),
        onDrag: (event) => setEdge(edgeUnder(event)),
        onDragLeave: () => setEdge(null),
        onDrop: (event) => {
          setEdge(null);
          const at = edgeUnder(event);
          if (at) drop(event.source.data.card as number, at);
        },
      }),
    );
  }, [element, number, isEnabled]);
  return edge;
}

/** Makes a cell a drop target, except where a card in it takes the drop. Returns whether a card is over it. */
export function useCellDrop(
  element: RefObject<HTMLElement | null>,
  { isEnabled, onDrop }: { isEnabled: boolean; onDrop: (dropped: number) => void },
) {
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    if (!element.current || !isEnabled) return;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => typeof source.data.card === 'number',
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ self, source, location }) => {
        setOver(false);
        // A card under the pointer has taken it already.
        if (location.current.dropTargets[0]?.element === self.element) drop(source.data.card as number);
      },
    });
  }, [element, isEnabled]);
  return isOver;
}
