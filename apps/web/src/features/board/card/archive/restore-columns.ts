import type { Board, Card } from '@weir/contract';
import { findBrokenLimits } from '@weir/domain';

/**
 * The other columns that have room for an archived card, the nearest first: those before its own, then the next one.
 * Never a later one: the card has not been through the columns between.
 */
export function restoreColumns(board: Board, card: Card): Board['columns'] {
  const at = board.columns.findIndex(({ id }) => id === card.columnId);
  const before = board.columns.slice(0, at).reverse();
  const next = card.half === 'doing' ? [] : board.columns.slice(at + 1, at + 2);
  return [...before, ...next].filter(
    ({ id }) => findBrokenLimits(board, restoreChange(card, id)).length === 0,
  );
}

/** The change that restores a card into a column. */
export function restoreChange(card: Card, columnId: string) {
  // A card that was archived a moment ago may still be drawn on the board.
  const archivedAt = card.archivedAt ?? card.enteredColumnAt;
  return { kind: 'restore' as const, card: { ...card, columnId, archivedAt } };
}
