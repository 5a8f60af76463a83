import type { Board } from '@weir/contract';
import { columnOf, counts } from '@weir/domain';
import type { Spot } from './cells';

/** The least room of all limits against which an ordinary card in this place counts; null where there is none. */
export function leastFree(board: Pick<Board, 'columns' | 'limits'>, spot: Spot): number | null {
  const column = columnOf(board, spot.columnId);
  const card = {
    columnId: spot.columnId,
    swimlaneId: spot.swimlaneId ?? null,
    classOfService: 'standard' as const,
    assignees: [],
    archivedAt: null,
  };
  const left = board.limits
    .filter((limit) => counts(limit, card, column))
    .map(({ max, load }) => Math.max(0, max - load));
  return left.length > 0 ? Math.min(...left) : null;
}
