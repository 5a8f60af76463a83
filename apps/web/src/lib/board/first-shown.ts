import type { Board } from '@weir/contract';
import { type Cell, cellsOf } from './cells';
import { cardsAt } from './optimistic';

/**
 * How many delivered cards are shown at first. In a lane no more than its fullest place that is not done holds, and three at most:
 * what is done does not push the next lane, which is in work, off the screen.
 */
export function deliveredShown(board: Board, { swimlaneId }: Cell): number {
  if (swimlaneId === undefined) return 8;
  const isDone = new Set(board.columns.filter(({ kind }) => kind === 'done').map(({ id }) => id));
  const beside = cellsOf(board).filter(
    (cell) => cell.swimlaneId === swimlaneId && !isDone.has(cell.columnId),
  );
  return Math.min(3, Math.max(1, ...beside.map((cell) => cardsAt(board, cell).length)));
}
