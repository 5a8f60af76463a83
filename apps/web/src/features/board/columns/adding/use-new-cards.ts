'use client';

import type { Card, CardPreset } from '@weir/contract';
import { useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { boardPaths } from '@/lib/api/paths/board-paths';
import type { AnyProblem } from '@/lib/api/result';
import type { Cell } from '@/lib/board/cells';
import { forgetWrite, type KeptWrite, keepWrite } from '@/lib/waiting/kept-writes';
import { useRedrawnCards } from '@/lib/waiting/redrawn';
import { sendUntilAnswered } from '@/lib/waiting/send-kept';
import { useTranslations } from '@/lib/words/use-translations';
import { restOf } from '../../card/templates/rest-of-template';

/** A card that is to be created in a cell. */
type NewCard = { id: number; cell: Cell; title: string; kept: KeptWrite };
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
  const leftBefore = useRedrawnCards(boardPaths.board(workspace, key));

  const leave = (cell: Cell, titles: readonly string[], problem: AnyProblem) =>
    setLeft((all) => {
      const before = all.get(nameOf(cell))?.titles ?? [];
      return new Map(all).set(nameOf(cell), { titles: [...before, ...titles], problem });
    });
  const createAll = async (cards: readonly NewCard[]) => {
    const created: Card[] = [];
    for (const card of cards) {
      const result = await sendUntilAnswered<Card>(card.kept, () => setWaiting(true));
      setWaiting(false);
      if (!result.ok) {
        const others = cards.slice(created.length);
        for (const { kept } of others) forgetWrite(kept);
        const titles = others.map(({ title }) => title);
        leave(card.cell, titles, result.problem);
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
    /** Those that wait for the connection, and those that an earlier page left. */
    waiting: isWaiting ? [...leftBefore, ...queued] : leftBefore,
    underway: queued.length,
    add: (cell: Cell, titles: readonly string[], preset: CardPreset | null) => {
      const path = boardPaths.cards(workspace, key);
      const cards = titles.map((title) => {
        const kept = keepWrite({ method: 'POST', path, body: bodyOf(cell, title, preset) });
        return { id: ++lastId.current, cell, title, kept };
      });
      setQueued((all) => [...all, ...cards]);
      // After those that are under way, so that they are in the order in which they were typed.
      queue.current = queue.current.then(() => createAll(cards));
    },
    leftIn: (cell: Cell): Left | null => left.get(nameOf(cell)) ?? null,
    forget: (cell: Cell) => setLeft((all) => new Map([...all].filter(([name]) => name !== nameOf(cell)))),
  };
}

/** A cell of a lane, or of none, is where the card is to be, whatever the lane of the template. */
function bodyOf({ columnId, swimlaneId }: Cell, title: string, preset: CardPreset | null) {
  const lane = swimlaneId === undefined ? preset?.swimlaneId : swimlaneId;
  return { title, columnId, ...(preset && restOf(preset)), ...(lane && { swimlaneId: lane }) };
}

/** A card enters a split column through its doing half, so the half does not count. */
const nameOf = ({ columnId, swimlaneId }: Cell) => `${columnId} ${swimlaneId ?? ''}`;
export const isSameCell = (one: Cell, other: Cell) => nameOf(one) === nameOf(other);
