'use client';

import type { Board, Card, Half, Override, ToRequester } from '@weir/contract';
import { type BoardChange, describeBroken, findUnfinishedCards, findWarnedLimits } from '@weir/domain';
import type { Translate } from '@weir/words';
import { useCallback, useMemo, useRef, useState } from 'react';
import { putBackBy } from '@/features/accepted-work/leaving';
import type { WithReason } from '@/features/accepted-work/use-reasons';
import { limitsText } from '@/features/limits/limit-texts';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { cardPaths } from '@/lib/api/paths/card-paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { columnOccupancy, countText } from '@/lib/board/capacity';
import { type Cell, cardsInCell, cellName, cellOf, columnName } from '@/lib/board/cells';
import {
  type CardPlacement,
  type CardPosition,
  swapPlacements,
  withPlacements,
} from '@/lib/board/optimistic';
import { forgetWrite, keepWrite } from '@/lib/waiting/kept-writes';
import { sendUntilAnswered } from '@/lib/waiting/send-kept';
import type { Write } from '@/lib/waiting/write';
import { useTranslations } from '@/lib/words/use-translations';
import { movedBy, putBackNotice } from './undo/moved';
import type { Done, Moved } from './undo/use-done';

/**
 * A change that moves cards. Its cell is the target, where a refusal is shown. `change` is what the limits check,
 * `placements` are drawn at once, `write` is the call.
 */
export type Move = Cell & {
  card: number;
  change: BoardChange;
  placements: CardPlacement[];
  write: (more?: MoreOfMove) => Write;
};

type MoreOfMove = { override?: Override | undefined; toRequester?: ToRequester | undefined };

/** What stopped a move: a problem, or the person, who did not say why accepted work goes back. Null: nothing. */
export type Stopped = AnyProblem | 'cancelled' | null;

/** What to show of what stopped a move: nothing where the person did. */
export const problemOf = (stopped: Stopped) => (stopped === 'cancelled' ? null : stopped);

type How = {
  byKeyboard?: boolean | undefined;
  override?: Override | undefined;
  /** The move undoes another one, and can't be undone itself. */
  isUndo?: boolean;
};

/**
 * A move that was stopped. `problem` is what the server answered when the board was at `seq`. Without a problem the
 * web app refused it itself: it breaks limits, or a card must be finished first.
 */
export type RefusedMove = { move: Move; problem?: AnyProblem; seq: number; byKeyboard: boolean };

/** `isWaiting`: it did not reach the server, and is sent again. */
type Pending = { id: number; placements: CardPlacement[]; isWaiting?: boolean };

type Page = {
  refresh: () => Promise<void>;
  withReason: WithReason;
  focusCard: (number: number) => void;
  /** Keeps the move, to be undone. */
  onMoved: (moved: Moved, notice?: Done['notice']) => void;
};

/**
 * Moves cards: draws each move at once, sends them in order, and takes a move back if the server refuses it. Without a
 * connection a move stays drawn, and is sent when there is one.
 */
export function useMoves(
  workspace: string,
  key: string,
  server: Board,
  { refresh, withReason, focusCard, onMoved }: Page,
) {
  const t = useTranslations();
  const [pending, setPending] = useState<Pending[]>([]);
  const [refused, setRefused] = useState<RefusedMove | null>(null);
  const [underway, setUnderway] = useState(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const dropped = useRef(new Set<number>());
  const lastId = useRef(0);
  const board = useMemo(
    () => pending.reduce((next, { placements }) => withPlacements(next, placements, new Date()), server),
    [server, pending],
  );

  /** Draws the move, sends it in its turn, and takes it back if it is refused. */
  const sendInTurn = useCallback(
    async (move: Move, more: MoreOfMove): Promise<Result<unknown>> => {
      const id = ++lastId.current;
      setPending((all) => [...all, { id, placements: move.placements }]);
      const wait = () =>
        setPending((all) => all.map((each) => (each.id === id ? { ...each, isWaiting: true } : each)));
      const kept = keepWrite(move.write(more));
      const sent = queue.current.then(() => {
        if (!dropped.current.has(id)) return sendUntilAnswered(kept, wait);
        forgetWrite(kept);
        return null;
      });
      queue.current = sent.catch(() => undefined);
      const result = await sent.catch(() => null);
      if (result?.ok) {
        await refresh();
        setPending((all) => all.filter((each) => each.id !== id));
        return result;
      }
      // Later moves of the same cards assumed that this one succeeds.
      setPending((all) => {
        const isMine = (each: Pending) => each.id >= id && sharesCard(each.placements, move.placements);
        for (const each of all) if (isMine(each)) dropped.current.add(each.id);
        return all.filter((each) => !isMine(each));
      });
      void refresh();
      return result ?? { ok: true, value: null, etag: null };
    },
    [refresh],
  );
  /** Asks for the reason that requesters read if the move puts accepted work back, and sends it with `send`. */
  const explained = async (
    move: Move,
    send: (toRequester?: ToRequester) => Promise<Result<unknown>>,
    isUndo = false,
  ): Promise<Stopped> => {
    // Putting back has a dialog of its own.
    const known = move.change.kind === 'putBack' ? [] : putBackBy(board, move.placements);
    const moved = movedBy(board, move.placements);
    setUnderway((count) => count + 1);
    try {
      const result = await withReason(send, move.change.kind === 'swap' ? 'swap' : 'move', known);
      // The dialog had the focus, and a card that moved is redrawn.
      if (known.length > 0) focusCard(move.card);
      if (!result) return 'cancelled';
      if (!result.ok) return result.problem;
      if (!isUndo && moved) onMoved(moved, putBackNotice(t, board, move.placements));
      return null;
    } finally {
      setUnderway((count) => count - 1);
    }
  };
  /** Returns what stopped the move, or null once it is done. Shows nothing but the cards. */
  const perform = (
    move: Move,
    override?: Override,
    { onSend, isUndo }: { onSend?: () => void; isUndo?: boolean } = {},
  ): Promise<Stopped> =>
    explained(
      move,
      (toRequester) => {
        onSend?.();
        return sendInTurn(move, { override, toRequester });
      },
      isUndo,
    );
  /** Like `perform`, but draws nothing before it is done. */
  const performUndrawn = async (move: Move, override: Override): Promise<Stopped> => {
    const stopped = await explained(move, (toRequester) => api.send(move.write({ override, toRequester })));
    await refresh();
    return stopped;
  };

  /** Like `perform`, but shows a refusal in the target cell; at once if the limits are known to refuse. */
  const attempt = async (
    move: Move,
    { byKeyboard = false, override, isUndo = false }: How = {},
  ): Promise<boolean> => {
    const why = override ? null : refusalText(t, board, move);
    if (why) {
      setRefused({ move, seq: server.seq, byKeyboard });
      announce(t('board.move.refused', { why }));
      return false;
    }
    setRefused(null);
    const onSend = () => announce(arrivalText(t, board, move));
    const problem = await perform(move, override, { onSend, isUndo });
    if (!problem) return true;
    if (problem === 'cancelled') return false;
    setRefused({ move, problem, seq: server.seq, byKeyboard: false });
    announce(t('board.move.undone', { why: problem.detail }));
    return false;
  };

  const moveOf = (card: number, position: CardPosition): Move => {
    const { before, after, ...cell } = position;
    return {
      card,
      ...cell,
      change: { kind: 'move', card, ...cell },
      placements: [{ card, ...position }],
      write: (more) => put(cardPaths.position(workspace, key, card), { ...position, ...more }),
    };
  };
  const swapOf = (card: number, other: number, half?: Half): Move => {
    const target = board.cards.find(({ number }) => number === other);
    return {
      card,
      ...(target ? cellOf(board, target) : { columnId: '' }),
      change: { kind: 'swap', card, with: other, half },
      placements: swapPlacements(board, card, other, half),
      write: (more) =>
        put(cardPaths.position(workspace, key, card), { swapWith: other, ...(half && { half }), ...more }),
    };
  };
  const putBackOf = (card: number, why: { reason: string; message?: string }): Move => {
    const columnId = board.columns.find(({ kind }) => kind === 'queue')?.id ?? '';
    return {
      card,
      columnId,
      change: { kind: 'putBack', card },
      placements: [{ card, columnId }],
      write: ({ override } = {}) => put(cardPaths.back(workspace, key, card), { ...why, override }),
    };
  };
  /** Several cards at once, all or none. `placements` are made in their order. */
  const bulkOf = (placements: readonly CardPlacement[]): Move => {
    const [first] = placements;
    const { card = 0, before: _, after: __, ...cell } = first ?? { card: 0, columnId: '' };
    return {
      card,
      ...cell,
      change: { kind: 'bulk', moves: placements.map(({ before, after, ...move }) => move) },
      placements: [...placements],
      write: (more) => ({
        method: 'POST',
        path: boardPaths.moves(workspace, key),
        body: { moves: placements, ...more },
      }),
    };
  };

  return {
    board,
    /** How many moves wait for the connection. */
    waiting: pending.some(({ isWaiting }) => isWaiting) ? pending.length : 0,
    /** How many moves are drawn that the server has not confirmed yet. */
    underway,
    refused,
    setRefused,
    perform,
    performUndrawn,
    attempt,
    moveOf,
    swapOf,
    putBackOf,
    bulkOf,
  };
}

const put = (path: string, body: unknown): Write => ({ method: 'PUT', path, body });

function sharesCard(some: readonly CardPlacement[], others: readonly CardPlacement[]): boolean {
  return some.some(({ card }) => others.some((other) => other.card === card));
}

/** Why the move is refused, as far as this board knows; null if it is not. */
function refusalText(t: Translate, board: Board, { card: number, change }: Move): string | null {
  const card = board.cards.find((each) => each.number === number);
  const [unfinished] = findUnfinishedCards(board, change) as Card[];
  if (card && unfinished)
    return change.kind === 'bulk'
      ? t('board.pull.otherNotDone', { ref: unfinished.ref })
      : t('board.pull.doneFirst', { column: columnName(board, card.columnId) });
  const broken = describeBroken(board, change);
  return broken.length > 0 ? limitsText(t, broken) : null;
}

function arrivalText(t: Translate, board: Board, { card, change, placements }: Move): string {
  const after = withPlacements(board, placements, new Date());
  const moved = after.cards.find(({ number }) => number === card);
  const column = after.columns.find(({ id }) => id === moved?.columnId);
  if (!column || !moved) return '';
  const cell = cellOf(after, moved);
  const count = placements.length;
  if (count > 1 && new Set(placements.map(({ columnId }) => columnId)).size > 1 && change.kind === 'bulk')
    return t('selection.arrivedApart', { count });
  if (count > 1 && change.kind === 'bulk')
    return t('selection.arrived', {
      count,
      cell: cellName(t, after, change.moves[0] ?? cell),
      occupancy: countText(t, columnOccupancy(board, column)),
    });
  return t('board.move.arrived', {
    ref: moved.ref,
    cell: cellName(t, after, cell),
    place: cardsInCell(after, cell).indexOf(moved) + 1,
    occupancy: countText(t, columnOccupancy(board, column)),
    isRecorded: String(findWarnedLimits(board, change).length > 0),
  });
}
