'use client';

import type { Board, Card } from '@weir/contract';
import { type KeyboardEvent, type RefObject } from 'react';
import { announce } from '@/components/live-region';
import type { BoardRoom } from './board-room';
import { cardsIn } from './optimistic';
import { linkOf } from './use-card-focus';

type Room = Pick<BoardRoom, 'board' | 'canEdit' | 'moveCard' | 'focusCard' | 'open' | 'unblock'>;
type Way = 'up' | 'down' | 'left' | 'right';

const arrows: Record<string, Way> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** What keys do while a card has the focus. They are told under `?`. */
export function useCardKeys(root: RefObject<HTMLElement | null>, room: Room) {
  const { board, canEdit, open } = room;

  const step = (card: Card, way: Way) => {
    // As drawn: delivered cards stand in another order, and some are not drawn.
    const drawn = [...(root.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [])].map((column) =>
      [...column.querySelectorAll<HTMLElement>('[data-card]')].map((each) => Number(each.dataset.card)),
    );
    const column = drawn.findIndex((numbers) => numbers.includes(card.number));
    const row = drawn[column]?.indexOf(card.number) ?? 0;
    const sideways = way === 'left' ? drawn.slice(0, column).reverse() : drawn.slice(column + 1);
    const there = sideways.find((numbers) => numbers.length > 0);
    const next =
      way === 'up' || way === 'down'
        ? drawn[column]?.[row + (way === 'up' ? -1 : 1)]
        : there?.[Math.min(row, there.length - 1)];
    if (next !== undefined) linkOf(root.current, next)?.focus();
  };

  const move = (card: Card, way: Way) => {
    const place = placeTowards(board, card, way);
    if (!place) return announce(`${card.ref} can’t go further that way.`);
    void room.moveCard(card.number, place, { byKeyboard: true });
  };

  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    // What happens in a menu or dialog comes here, too, as React sees it.
    if (!root.current?.contains(target)) return;
    if (target.matches('input, textarea')) return;
    const key = event.key;
    if (key === '?') return open({ kind: 'help' });
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && key.toLowerCase() === 'n' && canEdit) return stop(event, () => open({ kind: 'create' }));

    const number = Number(target.closest<HTMLElement>('[data-card]')?.dataset.card);
    const card = board.cards.find((each) => each.number === number);
    if (!card || !target.matches('a')) return;
    const way = arrows[key];
    if (way && isPlain) return stop(event, () => step(card, way));
    if (!canEdit) return;
    if (way && event.altKey) return stop(event, () => move(card, way));
    if (!isPlain) return;
    if (key === '[' || key === ']') return stop(event, () => move(card, key === '[' ? 'left' : 'right'));
    if (key.toLowerCase() === 'm') return stop(event, () => open({ kind: 'move', card: number }));
    if (key.toLowerCase() === 'b')
      return stop(event, () => (card.blocked ? room.unblock(card) : open({ kind: 'block', card: number })));
  };
}

function stop(event: KeyboardEvent, act: () => unknown): void {
  event.preventDefault();
  act();
}

function placeTowards(board: Board, card: Card, way: Way) {
  const own = cardsIn(board, card.columnId);
  const at = own.indexOf(card);
  const column = board.columns.findIndex(({ id }) => id === card.columnId);
  if (way === 'up') return own[at - 1] && { columnId: card.columnId, before: own[at - 1]!.number };
  if (way === 'down') return own[at + 1] && { columnId: card.columnId, after: own[at + 1]!.number };
  const there = board.columns[column + (way === 'left' ? -1 : 1)];
  return there && { columnId: there.id };
}
