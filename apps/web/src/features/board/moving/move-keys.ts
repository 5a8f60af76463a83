'use client';

import type { Card } from '@weir/contract';
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent } from 'react';
import { announce } from '@/lib/announce';
import { cardsInColumn } from '@/lib/board/cells';
import { adjacentLaneTarget, type Direction, keyboardTarget, nextCard } from '@/lib/board/keyboard-moves';
import { actByKey, commandKeys } from '@/lib/commands';
import { isMac, useShortcutsOn } from '@/lib/keys/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import type { BoardContext } from '../board-context';
import { shownStacks } from '../stack-order';
import { linkOf } from '../use-card-focus';

type Page = Pick<
  BoardContext,
  | 'board'
  | 'current'
  | 'filtering'
  | 'canEdit'
  | 'moveCard'
  | 'moveAll'
  | 'focusCard'
  | 'showDialog'
  | 'unblock'
  | 'selection'
  | 'bulk'
  | 'rename'
>;

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/**
 * Handles the keys while a card has the focus. The dialog under `?` lists them. With `isSorted` the view
 * has an order of its own, so no key changes the card's place in its column.
 */
export function useMoveKeys(
  root: RefObject<HTMLElement | null>,
  page: Page,
  { isSorted = false }: { isSorted?: boolean } = {},
) {
  const t = useTranslations();
  const { board, canEdit, showDialog, selection } = page;
  const isOn = useShortcutsOn();

  const focusNext = (card: Card, direction: Direction, isSelecting = false) => {
    const next = nextCard(shownStacks(root.current), card.number, direction);
    if (next === undefined) return;
    const link = linkOf(root.current, next);
    if (link) link.focus();
    // It is far away, and not drawn yet.
    else page.focusCard(next);
    if (isSelecting) selection.add([card.number, next]);
  };

  /** Each selected card goes one step. Those at the end of the board stay. */
  const moveSelected = (direction: 'left' | 'right') => {
    const placements = selection.cards.flatMap((card) => {
      const position = keyboardTarget(board, card, direction);
      return position ? [{ card: card.number, ...position }] : [];
    });
    if (placements.length === 0) return announce(t('selection.endOfBoard'));
    void page.moveAll(placements, { byKeyboard: true });
  };
  const move = (card: Card, direction: Direction, byLane = false) => {
    const isSideways = direction === 'left' || direction === 'right';
    if (isSideways && selection.has(card.number) && selection.cards.length > 1)
      return moveSelected(direction);
    if (isSorted && (direction === 'up' || direction === 'down')) return;
    const toLane = byLane && (direction === 'up' || direction === 'down');
    const position = toLane
      ? adjacentLaneTarget(board, card, direction)
      : // A hidden card is no neighbour: the move would not be seen.
        keyboardTarget(page.filtering.shownBoard, card, direction);
    if (!position) return announce(t('board.move.endOfBoard', { ref: card.ref }));
    void page.moveCard(card.number, position, { byKeyboard: true });
  };

  // On a page just loaded, or after a click beside the cards, an arrow key leads to the current card.
  const begin = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const isNowhere = document.activeElement === document.body || document.activeElement?.id === 'content';
    if (event.key === 'Escape' && isNowhere) return selection.clear();
    if (!isPlain || !isNowhere || !(event.key in arrows) || page.current === null) return;
    const link = linkOf(root.current, page.current);
    if (link) handle(event, () => link.focus());
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => begin(event);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    // React also reports keys in menus and dialogs, which are elsewhere in the document.
    if (!root.current?.contains(target)) return;
    if (event.key === 'Escape' && selection.isOn && target.closest('[data-card]'))
      return handle(event, selection.clear);
    if (target.matches('input, textarea')) return;
    const key = event.key;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const number = Number(target.closest<HTMLElement>('[data-card]')?.dataset.card);
    const card = board.cards.find((each) => each.number === number);
    if (!card || !target.matches('a')) return;
    const direction = arrows[key];
    const isSelecting = canEdit && event.shiftKey && (direction === 'up' || direction === 'down');
    if (direction && isPlain) return handle(event, () => focusNext(card, direction, isSelecting));
    if (!canEdit) return;
    if (key === 'F2' && isPlain && !isSorted) return handle(event, () => page.rename(number));
    if (isModA(event))
      return handle(event, () =>
        selection.add(cardsInColumn(page.filtering.shownBoard, card.columnId).map((each) => each.number)),
      );
    if (direction && event.altKey) return handle(event, () => move(card, direction, event.shiftKey));
    if (!isPlain || !isOn) return;
    if (key === '[' || key === ']') return handle(event, () => move(card, key === '[' ? 'left' : 'right'));
    if (key.toLowerCase() === 'x') return handle(event, () => selection.toggle(number));
    if (key.toLowerCase() === 'm')
      return handle(event, () =>
        selection.isOn ? page.bulk.setMenu('move') : showDialog({ kind: 'move', card: number }),
      );
    if (key.toLowerCase() === 'b')
      return handle(event, () =>
        card.blocked ? page.unblock(card) : showDialog({ kind: 'block', card: number }),
      );
    // The key that deletes on a Mac.
    const name = key === 'Backspace' && isMac() ? 'delete' : key.toLowerCase();
    const ofCommand = commandKeys.find((each) => each === name);
    if (ofCommand) return handle(event, () => void actByKey(ofCommand));
  };
}

/** Whether it is Ctrl+A or ⌘+A: they select the column's cards, not the text of the page. */
function isModA({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'a' && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

function handle(event: { preventDefault(): void }, act: () => unknown): void {
  event.preventDefault();
  act();
}
