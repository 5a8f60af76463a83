import type { Card } from '@weir/contract';
import type { Translate } from '@weir/words';
import { columnName } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import type { BoardContext } from '../board-context';
import type { useArchiving } from '../card/archive/use-archiving';
import { placedAgain, undoMoved } from './places-again';
import type {
  Archived,
  Blocked,
  Changed,
  Created,
  Done,
  Edited,
  Moved,
  Renamed,
  Reversible,
} from './use-done';

/** The result of an undo. `isOver`: it is done, or no longer possible. Without a text the page shows why it failed. */
type Outcome = { text?: string; isOver: boolean };

type Page = Pick<BoardContext, 'board' | 'moves' | 'focusCard'> & {
  t: Translate;
  list: (names: string[]) => string;
  archiving: ReturnType<typeof useArchiving>;
  /** Returns whether all were changed; else the page says why not. */
  edit: (cards: readonly Card[], edit: Edit) => Promise<boolean>;
};

/** Undoes an action, under the same limits as any other change. */
export async function outcomeOf(
  what: Done,
  { t, list, board, moves, archiving, focusCard, edit }: Page,
): Promise<Outcome> {
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
    const refs = list(deleted.map(({ ref }) => ref));
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
  const undoCreated = async ({ cards }: Created): Promise<Outcome> => {
    const undone = await archiving.undoCreation(cards);
    if (!undone) return { isOver: false };
    const { removed, changed } = undone;
    const refs = list(changed.map(({ ref }) => ref));
    return {
      text: changed[0]
        ? t('undo.createdKept', { count: changed.length, refs, removed: removed.length })
        : t('undo.created', { count: removed.length, ref: removed[0]?.ref ?? '' }),
      isOver: true,
    };
  };
  const undoPart = async ({ card: number, part, reverse, finish }: Reversible): Promise<Outcome> => {
    const card = board.cards.find((each) => each.number === number);
    if (!card) return isChanged(`${board.key}-${number}`);
    for (const step of [reverse, ...(finish ? [finish] : [])]) {
      const writes = await archiving.writesFor(card, step);
      if (writes === 'changed') return isChanged(card.ref);
      for (const write of writes ?? []) {
        const result = await archiving.send(card, write);
        if (result?.ok === false && result.problem.code === 'not-found') return isChanged(card.ref);
        if (!result?.ok) return { isOver: false };
      }
      if (!writes) return { isOver: false };
    }
    return { text: t('undo.reversed', { ref: card.ref, part }), isOver: true };
  };

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
    case 'reversible':
      return undoPart(what);
    case 'final':
      return { text: t('undo.final', { what: what.what }), isOver: true };
  }
}
