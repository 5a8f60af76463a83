import type { Board, Card, Half } from '@weir/contract';

/**
 * A place of the board that a card can be put in: a column, and where the board has them, a lane (null: none) and
 * a half. What is left out stays as it is, and the half of a column that is entered is then its doing half.
 */
export type Cell = { columnId: string; swimlaneId?: string | null; half?: Half };

/** A cell with nothing left out. */
export type FullCell = { columnId: string; swimlaneId: string | null; half: Half | null };

/** Where a card will stand that is put in a cell. */
export function targetCell(board: Pick<Board, 'columns'>, card: Standing, cell: Cell): FullCell {
  const isSplit = board.columns.find(({ id }) => id === cell.columnId)?.split ?? false;
  const stays = card.columnId === cell.columnId ? card.half : null;
  return {
    columnId: cell.columnId,
    swimlaneId: cell.swimlaneId === undefined ? card.swimlaneId : cell.swimlaneId,
    half: isSplit ? (cell.half ?? stays ?? 'doing') : null,
  };
}

type Standing = Pick<Card, 'columnId' | 'swimlaneId' | 'half'>;

/** Whether a card stands in a cell already. */
export function isInCell(card: Standing, { columnId, swimlaneId, half }: Cell): boolean {
  if (card.columnId !== columnId) return false;
  if (swimlaneId !== undefined && card.swimlaneId !== swimlaneId) return false;
  return half === undefined || card.half === null || card.half === half;
}

/** The halves of a column, in the order in which work passes them; one that is not split is one place. */
export function halvesOf({ split }: { split: boolean }): (Half | undefined)[] {
  return split ? ['doing', 'done'] : [undefined];
}

/** The lanes as rows, and last those that are in none, where there are such cards or `withNone` asks for it. */
export function lanesOf(board: Board, withNone: boolean): (string | null)[] {
  if (board.swimlanes.length === 0) return [];
  const lanes = board.swimlanes.map(({ id }) => id);
  const isAnyInNone = board.cards.some(({ swimlaneId, archivedAt }) => !swimlaneId && !archivedAt);
  return withNone || isAnyInNone ? [...lanes, null] : lanes;
}

/** All places of the board, column by column, in each lane by lane, in each half by half. */
export function cellsOf(board: Board, withNone = true): Cell[] {
  const lanes = lanesOf(board, withNone);
  return board.columns.flatMap((column) =>
    (lanes.length > 0 ? lanes : [undefined]).flatMap((swimlaneId) =>
      halvesOf(column).map((half) => ({
        columnId: column.id,
        ...(swimlaneId !== undefined && { swimlaneId }),
        ...(half && { half }),
      })),
    ),
  );
}

export const nameOfNoLane = 'No lane';

export function laneName(board: Pick<Board, 'swimlanes'>, id: string | null): string {
  return board.swimlanes.find((lane) => lane.id === id)?.name ?? nameOfNoLane;
}

/** “Dev, done half, in Payments”: as much of it as the cell names. */
export function cellName(board: Pick<Board, 'columns' | 'swimlanes'>, cell: Cell): string {
  const column = board.columns.find(({ id }) => id === cell.columnId);
  const half = column?.split && cell.half ? `, ${cell.half} half` : '';
  const lane =
    cell.swimlaneId === undefined || board.swimlanes.length === 0
      ? ''
      : `, ${cell.swimlaneId === null ? 'in no lane' : `in ${laneName(board, cell.swimlaneId)}`}`;
  return `${column?.name ?? ''}${half}${lane}`;
}

export function cellKey({ columnId, swimlaneId, half }: Cell): string {
  return [columnId, swimlaneId === undefined ? '' : (swimlaneId ?? 'none'), half ?? ''].join(' ');
}
