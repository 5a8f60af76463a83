'use client';

import type { Card } from '@weir/contract';
import { useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { untilAnswered } from '@/lib/api/until-answered';
import type { Cell } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';

/** A card that is to be created in a cell. */
type NewCard = { id: number; cell: Cell; title: string };
/** Titles that did not become cards, and why. */
export type Left = { titles: string[]; problem: AnyProblem };

type Page = {
  refresh: () => Promise<void>;
  /** Called with each new card. */
  onCard: (number: number) => void;
  /** Keeps the creation, to be undone. */
  onCreated: (cards: readonly Card[]) => void;
};

/**
 * Creates the cards that are typed or pasted into the columns, in their order. Without a connection they wait, and are sent
 * once there is one. What a limit refused is left with its cell.
 */
export function useNewCards(workspace: string, key: string, { refresh, onCard, onCreated }: Page) {
  const t = useTranslations();
  const [queued, setQueued] = useState<readonly NewCard[]>([]);
  const [isWaiting, setWaiting] = useState(false);
  const [left, setLeft] = useState<ReadonlyMap<string, Left>>(new Map());
  const queue = useRef<Promise<void>>(Promise.resolve());
  const lastId = useRef(0);

  const leave = (cell: Cell, titles: readonly string[], problem: AnyProblem) =>
    setLeft((all) => {
      const before = all.get(nameOf(cell))?.titles ?? [];
      return new Map(all).set(nameOf(cell), { titles: [...before, ...titles], problem });
    });
  const createAll = async (cards: readonly NewCard[]) => {
    const created: Card[] = [];
    for (const { cell, title } of cards) {
      const { columnId, swimlaneId } = cell;
      const body = { title, columnId, ...(swimlaneId && { swimlaneId }) };
      const send = () => api.post<Card>(paths.cards(workspace, key), body);
      const result = await untilAnswered(send, () => setWaiting(true));
      setWaiting(false);
      if (!result.ok) {
        const titles = cards.slice(created.length).map((card) => card.title);
        leave(cell, titles, result.problem);
        break;
      }
      onCard(result.value.number);
      created.push(result.value);
    }
    await refresh();
    const ids = new Set(cards.map(({ id }) => id));
    setQueued((all) => all.filter(({ id }) => !ids.has(id)));
    if (created.length > 0) onCreated(created);
    announce(t('card.quick.created', { count: created.length }));
  };

  return {
    /** Those that wait for the connection. */
    waiting: isWaiting ? queued : [],
    isUnderway: queued.length > 0,
    add: (cell: Cell, titles: readonly string[]) => {
      const cards = titles.map((title) => ({ id: ++lastId.current, cell, title }));
      setQueued((all) => [...all, ...cards]);
      // After those that are under way, so that they are in the order in which they were typed.
      queue.current = queue.current.then(() => createAll(cards));
    },
    leftIn: (cell: Cell): Left | null => left.get(nameOf(cell)) ?? null,
    forget: (cell: Cell) => setLeft((all) => new Map([...all].filter(([name]) => name !== nameOf(cell)))),
  };
}

/** A card enters a split column through its doing half, so the half does not count. */
const nameOf = ({ columnId, swimlaneId }: Cell) => `${columnId} ${swimlaneId ?? ''}`;
export const isSameCell = (one: Cell, other: Cell) => nameOf(one) === nameOf(other);
