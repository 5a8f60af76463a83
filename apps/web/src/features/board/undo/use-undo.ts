'use client';

import type { Card } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useWaitingWrites } from '@/lib/api/waiting';
import { columnName } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import { useTranslations } from '@/lib/words/use-translations';
import type { BoardContext } from '../board-context';
import type { useArchiving } from '../card/archive/archiving';
import { placedAgain, undoMoved } from './moved';
import type {
  Archived,
  Blocked,
  Changed,
  Created,
  Done,
  Edited,
  Moved,
  Renamed,
  Ticked,
  useDone,
} from './use-done';

/** The result of an undo. `isOver`: it is done, or no longer possible. Without a text the page shows why it failed. */
type Outcome = { text?: string; isOver: boolean };

type Page = Pick<BoardContext, 'board' | 'moves' | 'newCards' | 'focusCard'> & {
  done: ReturnType<typeof useDone>;
  archiving: ReturnType<typeof useArchiving>;
  /** How many actions are still being sent. They can be undone once they are confirmed. */
  underway: number;
  /** Returns whether all were changed; else the page says why not. */
  edit: (cards: readonly Card[], edit: Edit) => Promise<boolean>;
};

/** Undoes the last action, under the same limits as any other change. `said` is the result, as a sentence. */
export function useUndo({ board, moves, newCards, focusCard, done, archiving, edit, underway }: Page) {
  const t = useTranslations();
  const format = useFormatter();
  const isUnderway = underway > 0;
  const isCutOff = useWaitingWrites() > 0 || moves.waiting > 0 || newCards.waiting.length > 0;
  const [said, say] = useState<string | null>(null);
  /** Read at once by the next key, and shown to the effect below. */
  const running = useRef(false);
  const [isRunning, setRunning] = useState(false);
  /**
   * Undos that were requested while an action or another undo was being sent, the last action before that, and how many
   * actions are on their way since.
   */
  const [waiting, setWaiting] = useState<{
    last: number | undefined;
    times: number;
    underway: number;
  } | null>(null);

  const undoMove = async (moved: Moved): Promise<Outcome> => {
    const { placements, changed } = undoMoved(board, moved);
    if (changed) return { text: t('undo.changed', { ref: changed }), isOver: true };
    const [first] = placements;
    if (!first) return { isOver: true };
    const { card, ...position } = first;
    const move = placements.length === 1 ? moves.moveOf(card, position) : moves.bulkOf(placements);
    const isUndone = await moves.attempt(move, { isUndo: true });
    if (!isUndone) return { isOver: false };
    // The first of them in the order of the board.
    focusCard(placements.at(-1)?.card ?? card);
    const ref = board.cards.find(({ number }) => number === card)?.ref ?? '';
    const column = columnName(board, position.columnId);
    const isWithin = String(moved.after.every(({ columnId }) => columnId === position.columnId));
    return { text: t('undo.moved', { count: placements.length, ref, column, isWithin }), isOver: true };
  };
  const undoArchive = async ({ cards, before }: Archived): Promise<Outcome> => {
    const result = await archiving.restore(cards, { places: placedAgain(board, before) });
    if (!result) return { isOver: false };
    const { restored, deleted } = result;
    const [first] = restored;
    if (first) focusCard(first.number);
    const count = restored.length;
    const refs = format.list(deleted.map(({ ref }) => ref));
    return {
      text: deleted[0]
        ? t('undo.deleted', { count: deleted.length, refs, restored: count })
        : t('undo.archived', { count, ref: first?.ref ?? '' }),
      isOver: true,
    };
  };
  const undoEdit = async ({ cards: numbers, edit: change }: Edited): Promise<Outcome> => {
    const cards = board.cards.filter(({ number }) => numbers.includes(number));
    const isUndone = await edit(cards, { ...change, isOn: !change.isOn });
    const part = t(`card.history.fields.${change.field}`);
    const text = t('undo.edited', { count: cards.length, ref: cards[0]?.ref ?? '', part });
    return isUndone ? { text, isOver: true } : { isOver: false };
  };
  const undoRename = async ({ card: number, from, to }: Renamed): Promise<Outcome> => {
    const card = board.cards.find((each) => each.number === number);
    if (card?.title !== to)
      return { text: t('undo.retitled', { ref: card?.ref ?? `${board.key}-${number}` }), isOver: true };
    if (!(await archiving.rename(card, from))) return { isOver: false };
    focusCard(number);
    return { text: t('undo.renamed', { ref: card.ref }), isOver: true };
  };
  const isChanged = (ref: string): Outcome => ({ text: t('undo.changedSince', { ref }), isOver: true });
  const undoChange = async (change: Changed): Promise<Outcome> => {
    const card = board.cards.find((each) => each.number === change.card);
    if (!card) return isChanged(`${board.key}-${change.card}`);
    const result = await archiving.changeBack(card, change);
    if (!result?.ok && result?.problem.code === 'precondition-failed') return isChanged(card.ref);
    const part = change.custom?.name ?? t(`card.history.fields.${change.field}`);
    return result?.ok
      ? { text: t('undo.changedBack', { ref: card.ref, part }), isOver: true }
      : { isOver: false };
  };
  const undoBlock = async ({ card: number, from, to }: Blocked): Promise<Outcome> => {
    const card = board.cards.find((each) => each.number === number);
    if (!card || (card.blocked?.reason ?? null) !== to)
      return isChanged(card?.ref ?? `${board.key}-${number}`);
    if (!(await archiving.setBlock(card, from))) return { isOver: false };
    return { text: t('undo.blocked', { ref: card.ref, isBlocked: String(from !== null) }), isOver: true };
  };
  const undoTick = async ({ card: number, item, isTicked }: Ticked): Promise<Outcome> => {
    const card = board.cards.find((each) => each.number === number);
    if (!card) return isChanged(`${board.key}-${number}`);
    const result = await archiving.tick(card, item, !isTicked);
    if (result?.ok === false && result.problem.code === 'not-found') return isChanged(card.ref);
    return result?.ok
      ? { text: t('undo.ticked', { ref: card.ref, isTicked: String(!isTicked) }), isOver: true }
      : { isOver: false };
  };
  const undoCreated = async ({ cards }: Created): Promise<Outcome> => {
    const undone = await archiving.undoCreation(cards);
    if (!undone) return { isOver: false };
    const { removed, changed } = undone;
    const refs = format.list(changed.map(({ ref }) => ref));
    return {
      text: changed[0]
        ? t('undo.createdKept', { count: changed.length, refs, removed: removed.length })
        : t('undo.created', { count: removed.length, ref: removed[0]?.ref ?? '' }),
      isOver: true,
    };
  };
  const outcomeOf = (what: Done): Promise<Outcome> => {
    switch (what.kind) {
      case 'moved':
        return undoMove(what);
      case 'archived':
        return undoArchive(what);
      case 'created':
        return undoCreated(what);
      case 'edited':
        return undoEdit(what);
      case 'renamed':
        return undoRename(what);
      case 'changed':
        return undoChange(what);
      case 'blocked':
        return undoBlock(what);
      case 'ticked':
        return undoTick(what);
    }
  };

  // What was undone is no longer news once the person goes on.
  const before = useRef(underway);
  const notice = useEffectEvent((now: number) => {
    if (now > before.current && !running.current) say(null);
    before.current = now;
  });
  useEffect(() => notice(underway), [underway]);
  const last = done.all.at(-1);
  const undo = async (what: Done | undefined = last) => {
    // While one waits, the next key waits too: otherwise it would undo the first one's action, and the second undo would be lost.
    if (!running.current && !(what === last && (isUnderway || waiting))) return run(what);
    say(null);
    setWaiting((now) => ({ last: now ? now.last : last?.id, times: (now?.times ?? 0) + 1, underway }));
  };
  const run = async (what: Done | undefined) => {
    if (!what) return say(t('undo.nothing'));
    running.current = true;
    setRunning(true);
    say(null);
    const { text, isOver } = await outcomeOf(what);
    running.current = false;
    setRunning(false);
    if (isOver) done.remove(what.id);
    if (text) say(text);
  };
  const goOn = useEffectEvent(({ last: before, times }: NonNullable<typeof waiting>) => {
    // It goes on when that undo is over.
    if (running.current) return;
    // If that action failed, there is nothing to undo: the one before it was not meant.
    const isConfirmed = last?.id !== before || last === undefined;
    setWaiting(isConfirmed && times > 1 ? { last: last?.id, times: times - 1, underway } : null);
    if (isConfirmed) void run(last);
  });
  const follow = useEffectEvent((now: NonNullable<typeof waiting>, left: number) => {
    if (left === 0) return goOn(now);
    if (left < now.underway) return setWaiting({ ...now, underway: left });
    if (left === now.underway) return;
    // The person went on: what was done last is no longer what they meant.
    setWaiting(null);
    say(t('undo.wentOn'));
  });
  useEffect(() => {
    if (!waiting || isRunning) return;
    // What was done may be kept a moment after it is over.
    const soon = setTimeout(() => follow(waiting, underway));
    return () => clearTimeout(soon);
  }, [waiting, underway, isRunning]);
  return {
    undo,
    said: said ?? (waiting && isCutOff ? t('undo.waits', { count: waiting.times }) : null),
    forgetSaid: () => say(null),
    shown: done.all.findLast(({ notice }) => notice),
    hide: done.hide,
  };
}
