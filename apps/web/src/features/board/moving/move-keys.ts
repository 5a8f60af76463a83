'use client';

import type { Card } from '@weir/contract';
import type { KeyboardEvent, RefObject } from 'react';
import { announce } from '@/lib/announce';
import {
  adjacentLaneTarget,
  type Direction,
  keyboardTarget,
  nextCard,
  type Stack,
} from '@/lib/board/keyboard-moves';
import type { BoardContext } from '../board-context';
import { linkOf } from '../use-card-focus';

type Room = Pick<BoardContext, 'board' | 'canEdit' | 'moveCard' | 'focusCard' | 'open' | 'unblock'>;

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** What keys do while a card has the focus. They are told under `?`. */
export function useMoveKeys(root: RefObject<HTMLElement | null>, room: Room) {
  const { board, canEdit, open } = room;

  const step = (card: Card, direction: Direction) => {
    const next = nextCard(stacksIn(root.current), card.number, direction);
    if (next !== undefined) linkOf(root.current, next)?.focus();
  };

  const move = (card: Card, direction: Direction, byLane = false) => {
    const isLane = byLane && (direction === 'up' || direction === 'down');
    const place = isLane
      ? adjacentLaneTarget(board, card, direction)
      : keyboardTarget(board, card, direction);
    if (!place) return announce(`${card.ref} can’t go further that direction.`);
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
    const direction = arrows[key];
    if (direction && isPlain) return stop(event, () => step(card, direction));
    if (!canEdit) return;
    if (direction && event.altKey) return stop(event, () => move(card, direction, event.shiftKey));
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

/** As drawn: delivered cards stand in another order, and some are not drawn. */
function stacksIn(root: HTMLElement | null): Stack[] {
  return [...(root?.querySelectorAll<HTMLElement>('[data-stack]') ?? [])].map((stack) => ({
    column: stack.dataset.stack ?? '',
    lane: stack.dataset.lane ?? '',
    half: stack.dataset.half ?? '',
    cards: [...stack.querySelectorAll<HTMLElement>('[data-card]')].map(({ dataset }) => Number(dataset.card)),
  }));
}
