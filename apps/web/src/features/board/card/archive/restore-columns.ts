import type { Board, Card } from '@weir/contract';
import { findBrokenLimits } from '@weir/domain';

/** The other columns that would take it, the nearest first: those before its own, then the next. None after that: it has not been through them. */
export function restoreColumns(board: Board, card: Card): Board['columns'] {
  const at = board.columns.findIndex(({ id }) => id === card.columnId);
  const before = board.columns.slice(0, at).reverse();
  const after = card.half === 'doing' ? [] : board.columns.slice(at + 1, at + 2);
  return [...before, ...after].filter(
    ({ id }) => findBrokenLimits(board, restoreChange(card, id)).length === 0,
  );
}

/** What bringing a card back to a column changes. */
export function restoreChange(card: Card, columnId: string) {
  // What was archived a moment ago may still be drawn as it stood.
  const archivedAt = card.archivedAt ?? card.enteredColumnAt;
  return { kind: 'restore' as const, card: { ...card, columnId, archivedAt } };
}
