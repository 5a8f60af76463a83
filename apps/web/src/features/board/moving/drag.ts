'use client';

import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  type ElementDropTargetEventBasePayload,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { Board } from '@weir/contract';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { type Cell, cellsOf } from '@/lib/board/cells';
import { blockingLimits, dragAnnouncement, verdictOf } from './verdict';

export type Edge = 'above' | 'below';

/** Which card is in the air; null once it is down, also where it has left the board meanwhile. */
export function useDragged(onChange: (card: number | null) => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data.card === 'number',
        onDragStart: ({ source }) => latest.current(source.data.card as number),
        onDrop: () => latest.current(null),
      }),
    [],
  );
}

/** A card can be taken up, and others can be dropped above and below it. */
export function useCardDrag(
  element: RefObject<HTMLElement | null>,
  number: number,
  { isEnabled, onDrop }: { isEnabled: boolean; onDrop: (dropped: number, edge: Edge) => void },
) {
  const [edge, setEdge] = useState<Edge | null>(null);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const card = element.current;
    if (!card || !isEnabled) return;
    const near = ({ self, location, source }: ElementDropTargetEventBasePayload) =>
      setEdge(source.data.card === number ? null : edgeOf(self.element, location.current.input.clientY));
    return combine(
      draggable({
        element: card,
        getInitialData: () => ({ card: number }),
      }),
      dropTargetForElements({
        element: card,
        canDrop: ({ source }) => typeof source.data.card === 'number',
        onDrag: near,
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source, location }) => {
          setEdge(null);
          const dropped = source.data.card as number;
          if (dropped === number) return;
          latest.current(dropped, edgeOf(self.element, location.current.input.clientY));
        },
      }),
    );
  }, [element, number, isEnabled]);
  return edge;
}

/** A place takes what is dropped on it beside its cards. */
export function useCellDrop(
  element: RefObject<HTMLElement | null>,
  { isEnabled, onDrop }: { isEnabled: boolean; onDrop: (dropped: number) => void },
) {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
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
        if (location.current.dropTargets[0]?.element === self.element)
          latest.current(source.data.card as number);
      },
    });
  }, [element, isEnabled]);
  return isOver;
}

function edgeOf(card: Element, y: number): Edge {
  const { top, height } = card.getBoundingClientRect();
  return y < top + height / 2 ? 'above' : 'below';
}

const none: ReadonlySet<string> = new Set();

/** The card in the air and, before it is dropped, what every place of the board would say to it. */
export function useDragVerdicts(board: Board, mayOverride: boolean) {
  const [number, setNumber] = useState<number | null>(null);
  const cardOf = (wanted: number | null) => board.cards.find((each) => each.number === wanted) ?? null;
  useDragged((next) => {
    setNumber(next);
    const taken = cardOf(next);
    if (taken) announce(dragAnnouncement(board, taken, cellsOf(board), mayOverride));
  });
  const dragged = cardOf(number);
  return {
    dragged,
    verdictOn: (cell: Cell) => dragged && verdictOf(board, dragged, cell, mayOverride),
    blockingLimits: dragged ? blockingLimits(board, dragged, cellsOf(board)) : none,
  };
}
