'use client';

import type { Board, Card, Override } from '@weir/contract';
import {
  type BoardChange,
  explainRefusal,
  findBrokenLimits,
  findUnfinishedCards,
  findWarnedLimits,
  inWords,
} from '@weir/domain';
import { useCallback, useMemo, useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { columnOccupancy, countText } from '@/lib/board/capacity-words';
import { type Cell, cellName } from '@/lib/board/cells';
import { cellOf } from '@/lib/board/keyboard-moves';
import {
  type CardPlacement,
  type CardPosition,
  cardsAt,
  swapPlacements,
  withPlacements,
} from '@/lib/board/optimistic';
import { unfinishedText } from './moving/verdict';

/** Something that moves cards: where it wants to go (a refusal is shown there), what the rules look at, what is drawn at once, and what is sent. */
export type Move = Cell & {
  card: number;
  change: BoardChange;
  placements: CardPlacement[];
  send: (override?: Override) => Promise<Result<Card>>;
};

type How = { byKeyboard?: boolean | undefined; override?: Override | undefined };

/**
 * A move that policy (or the network) stopped. `problem` is what the server said, at that state of the board;
 * without one the rules have said it here: limits that it breaks, or a card that is to be finished first.
 */
export type Refused = { move: Move; problem?: AnyProblem; seq: number; byKeyboard: boolean };

type Pending = { id: number; card: number; placements: CardPlacement[] };

/** Moves cards: drawn at once, sent in order, taken back with the refusal where the server says no. */
export function useMoves(workspace: string, key: string, server: Board, refresh: () => Promise<void>) {
  const [pending, setPending] = useState<Pending[]>([]);
  const [refused, setRefused] = useState<Refused | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const stopped = useRef(new Set<number>());
  const lastId = useRef(0);
  const board = useMemo(
    () => pending.reduce((next, { placements }) => withPlacements(next, placements, new Date()), server),
    [server, pending],
  );

  /** Null where it was done, else what stood in the way. Nothing is shown but the cards. */
  const perform = useCallback(
    async (move: Move, override?: Override): Promise<AnyProblem | null> => {
      const id = ++lastId.current;
      setPending((all) => [...all, { id, card: move.card, placements: move.placements }]);
      const drop = (which: (each: Pending) => boolean) =>
        setPending((all) => all.filter((each) => !which(each)));
      const sent = queue.current.then(() => (stopped.current.has(id) ? null : move.send(override)));
      queue.current = sent.catch(() => undefined);
      const result = await sent.catch(() => null);
      if (result?.ok) {
        await refresh();
        drop((each) => each.id === id);
        return null;
      }
      // What was to follow with the same card was decided on a board that never came to be.
      setPending((all) => {
        for (const each of all) if (each.card === move.card && each.id > id) stopped.current.add(each.id);
        return all.filter((each) => each.card !== move.card || each.id < id);
      });
      void refresh();
      return result ? result.problem : null;
    },
    [refresh],
  );

  /** As `perform`, and a refusal is shown in its place: at once where the rules already know it. */
  const attempt = async (move: Move, { byKeyboard = false, override }: How = {}): Promise<boolean> => {
    const why = override ? null : whyNot(board, move);
    if (why) {
      setRefused({ move, seq: server.seq, byKeyboard });
      announce(`${why} Nothing was moved.`);
      return false;
    }
    setRefused(null);
    announce(arrival(board, move));
    const problem = await perform(move, override);
    if (!problem) return true;
    setRefused({ move, problem, seq: server.seq, byKeyboard: false });
    announce(`${problem.detail} The card is back where it was.`);
    return false;
  };

  const moveOf = (card: number, place: CardPosition): Move => {
    const { before, after, ...cell } = place;
    return {
      card,
      ...cell,
      change: { kind: 'move', card, ...cell },
      placements: [{ card, ...place }],
      send: (override) =>
        api.put(paths.position(workspace, key, card), { ...place, ...(override && { override }) }),
    };
  };
  const swapOf = (card: number, other: number): Move => {
    const there = board.cards.find(({ number }) => number === other);
    return {
      card,
      ...(there ? cellOf(board, there) : { columnId: '' }),
      change: { kind: 'swap', card, with: other },
      placements: swapPlacements(board, card, other),
      send: (override) =>
        api.put(paths.position(workspace, key, card), { swapWith: other, ...(override && { override }) }),
    };
  };
  const putBackOf = (card: number, why: { reason: string; message?: string }): Move => {
    const columnId = board.columns.find(({ kind }) => kind === 'queue')?.id ?? '';
    return {
      card,
      columnId,
      change: { kind: 'putBack', card },
      placements: [{ card, columnId }],
      send: (override) =>
        api.put(paths.back(workspace, key, card), { ...why, ...(override && { override }) }),
    };
  };

  return { board, refused, setRefused, perform, attempt, moveOf, swapOf, putBackOf };
}

/** What stands in a move's way, in words; null where nothing does, as far as this board knows. */
function whyNot(board: Board, { card: number, change }: Move): string | null {
  const card = board.cards.find((each) => each.number === number);
  if (card && findUnfinishedCards(board, change).length > 0) return unfinishedText(board, card);
  return findBrokenLimits(board, change).length > 0 ? inWords(explainRefusal(board, change)) : null;
}

function arrival(board: Board, { card, change, placements }: Move): string {
  const after = withPlacements(board, placements, new Date());
  const moved = after.cards.find(({ number }) => number === card);
  const column = after.columns.find(({ id }) => id === moved?.columnId);
  if (!column || !moved) return '';
  const cell = cellOf(after, moved);
  const load = column.limit ? `, ${countText(columnOccupancy(board, column))}` : '';
  const place = cardsAt(after, cell).indexOf(moved) + 1;
  const isRecorded =
    findWarnedLimits(board, change).length > 0 ? ' It passes a limit; that is recorded.' : '';
  return `${moved.ref} is in ${cellName(after, cell)}${load}, place ${place}.${isRecorded}`;
}
