'use client';

import type { Board, Card } from '@weir/contract';
import { type ComponentProps, type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { announce } from '@/lib/announce';
import { type Cell, cellsOf } from '@/lib/board/cells';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import type { Edge } from './drag-parts';
import { rememberPress } from './early-press';
import type { Verdict } from './verdict';
import type * as labels from './verdict-label';

/** Loaded when the pointer comes to the board, or when the browser is idle. A drag that began earlier continues after that. */
const later = new Later(() => withWordsOf('features/board/moving/drag-parts', import('./drag-parts')));

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
  const parts = later.loaded;
  const report = useEffectEvent((next: number | null) => {
    setNumber(next);
    const card = cardOf(next);
    const said =
      card && later.loaded?.dragAnnouncement(words, board, card, cellsOf(board), mayOverride, othersOf(card));
    if (said) announce(said);
  });
  useEffect(() => {
    later.startWhenIdle();
    return later.whenLoaded(({ watchDrags }) => watchDrags((card) => report(card)));
  }, []);
  const dragged = parts && cardOf(number);
  const others = dragged ? othersOf(dragged) : [];
  return {
    dragged,
    isDragged: (card: number) => dragged?.number === card || others.some((each) => each.number === card),
    verdictOn: (cell: Cell) => dragged && parts.verdictOf(words, board, dragged, cell, mayOverride, others),
    blockingLimits: dragged ? parts.blockingLimits(board, dragged, cellsOf(board), others) : noLimits,
  };
}

/** Drags cards on the board by touch too, and a card that was pressed before this was loaded. */
export function useBoardDrag(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const board = root.current;
    if (!board) return;
    const load = () => void later.start();
    const options = { once: true, passive: true };
    board.addEventListener('pointerover', load, options);
    // Without a listener that may stop the scrolling, browsers scroll before they ask.
    const mayStop = () => undefined;
    board.addEventListener('touchmove', mayStop, { passive: false });
    const takePress = later.loaded ? () => null : rememberPress(board);
    const end = later.whenLoaded(({ followPresses }) => followPresses(board, takePress));
    return () => {
      board.removeEventListener('pointerover', load);
      board.removeEventListener('touchmove', mayStop);
      takePress();
      end();
    };
  }, [root]);
}

/** Makes a card draggable, and a drop target for cards above and below it. Returns the edge under the pointer. */
export function useCardDrag(
  element: RefObject<HTMLElement | null>,
  number: number,
  { isEnabled, onDrop }: { isEnabled: boolean; onDrop: (dropped: number, edge: Edge) => void },
): Edge | null {
  const [edge, setEdge] = useState<Edge | null>(null);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const card = element.current;
    if (!card || !isEnabled) return;
    return later.whenLoaded(({ attachCard }) =>
      attachCard(card, number, { onEdge: setEdge, onDrop: (dropped, at) => drop(dropped, at) }),
    );
  }, [element, number, isEnabled]);
  return edge;
}

/** Makes a cell a drop target, except where a card in it takes the drop. Returns whether a card is over it. */
export function useCellDrop(
  element: RefObject<HTMLElement | null>,
  { isEnabled, onDrop }: { isEnabled: boolean; onDrop: (dropped: number) => void },
): boolean {
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const cell = element.current;
    if (!cell || !isEnabled) return;
    return later.whenLoaded(({ attachCell }) =>
      attachCell(cell, { onOver: setOver, onDrop: (dropped) => drop(dropped) }),
    );
  }, [element, isEnabled]);
  return isOver;
}

/** Whether a card that is dropped there enters without another question. */
export function entersAtOnce(verdict: Verdict | null): boolean {
  return verdict?.kind === 'current' || verdict?.kind === 'allowed' || verdict?.kind === 'recorded';
}

export function VerdictLabel(props: ComponentProps<typeof labels.VerdictLabel>) {
  return later.loaded && <later.loaded.VerdictLabel {...props} />;
}

export function VerdictPopover(props: ComponentProps<typeof labels.VerdictPopover>) {
  return later.loaded && <later.loaded.VerdictPopover {...props} />;
}
