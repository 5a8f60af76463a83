'use client';

import type { Board, Card } from '@weir/contract';
import { type Change, explain, inWords, wouldBreak } from '@weir/domain';
import { useCallback, useMemo, useRef, useState } from 'react';
import { announce } from '@/components/live-region';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { exchange, type Place, type Placing, withPlaced } from './optimistic';

/** Something that moves cards: what the rules look at, what is drawn at once, and what is sent. */
export type Move = {
  card: number;
  change: Change;
  /** Where it wants to go, and where a refusal is shown. */
  columnId: string;
  placings: Placing[];
  send: () => Promise<Result<Card>>;
};

/** A move that policy (or the network) stopped. `problem` is what the server said, at that state of the board. */
export type Refused = { move: Move; problem?: AnyProblem; seq: number; byKeyboard: boolean };

type Pending = { id: number; card: number; placings: Placing[] };

/** Moves cards: drawn at once, sent in order, taken back with the refusal where the server says no. */
export function useMoves(workspace: string, key: string, server: Board, refresh: () => Promise<void>) {
  const [pending, setPending] = useState<Pending[]>([]);
  const [refused, setRefused] = useState<Refused | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const stopped = useRef(new Set<number>());
  const lastId = useRef(0);
  const board = useMemo(
    () => pending.reduce((next, { placings }) => withPlaced(next, placings, new Date()), server),
    [server, pending],
  );

  /** Null where it was done, else what stood in the way. Nothing is shown but the cards. */
  const perform = useCallback(
    async (move: Move): Promise<AnyProblem | null> => {
      const id = ++lastId.current;
      setPending((all) => [...all, { id, card: move.card, placings: move.placings }]);
      const drop = (which: (each: Pending) => boolean) =>
        setPending((all) => all.filter((each) => !which(each)));
      const sent = queue.current.then(() => (stopped.current.has(id) ? null : move.send()));
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

  /** As `perform`, and a refusal is shown in the column: at once where the rules already know it. */
  const attempt = async (move: Move, { byKeyboard = false } = {}): Promise<boolean> => {
    if (wouldBreak(board, move.change).length > 0) {
      setRefused({ move, seq: server.seq, byKeyboard });
      announce(`${inWords(explain(board, move.change))} Nothing was moved.`);
      return false;
    }
    setRefused(null);
    announce(arrival(board, move));
    const problem = await perform(move);
    if (!problem) return true;
    setRefused({ move, problem, seq: server.seq, byKeyboard: false });
    announce(`${problem.detail} The card is back where it was.`);
    return false;
  };

  const moveOf = (card: number, place: Place): Move => ({
    card,
    columnId: place.columnId,
    change: { kind: 'move', card, columnId: place.columnId },
    placings: [{ card, ...place }],
    send: () => api.put(paths.position(workspace, key, card), place),
  });
  const swapOf = (card: number, other: number): Move => ({
    card,
    columnId: board.cards.find(({ number }) => number === other)?.columnId ?? '',
    change: { kind: 'swap', card, with: other },
    placings: exchange(board, card, other),
    send: () => api.put(paths.position(workspace, key, card), { swapWith: other }),
  });
  const putBackOf = (card: number, why: { reason: string; message?: string }): Move => {
    const columnId = board.columns.find(({ kind }) => kind === 'queue')?.id ?? '';
    return {
      card,
      columnId,
      change: { kind: 'putBack', card },
      placings: [{ card, columnId }],
      send: () => api.put(paths.back(workspace, key, card), why),
    };
  };

  return { board, refused, setRefused, perform, attempt, moveOf, swapOf, putBackOf };
}

function arrival(board: Board, { card, columnId, placings }: Move): string {
  const after = withPlaced(board, placings, new Date());
  const column = after.columns.find(({ id }) => id === columnId);
  const moved = after.cards.find(({ number }) => number === card);
  if (!column || !moved) return '';
  const place = after.cards.filter((each) => each.columnId === columnId).indexOf(moved) + 1;
  const load = column.limit ? `, ${column.load} of ${column.limit.max}` : '';
  return `${moved.ref} is in ${column.name}${load}, place ${place}.`;
}
