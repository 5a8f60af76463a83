import type { Board } from '@weir/contract';
import { columnOf, isCounted } from '@weir/domain';
import type { Cell } from './cells';

/** The least room of all limits against which an ordinary card in this place counts; null where there is none. */
export function freeInCell(board: Pick<Board, 'columns' | 'limits'>, cell: Cell): number | null {
  const column = columnOf(board, cell.columnId);
  const card = {
    columnId: cell.columnId,
    swimlaneId: cell.swimlaneId ?? null,
    classOfService: 'standard' as const,
    assignees: [],
    archivedAt: null,
  };
  const left = board.limits
    .filter((limit) => isCounted(limit, card, column))
    .map(({ max, load }) => Math.max(0, max - load));
  return left.length > 0 ? Math.min(...left) : null;
}
