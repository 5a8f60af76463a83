import type { Board, Card, Half } from '@weir/contract';

/**
 * A place of the board that a card can be put in: a column, and where the board has them, a lane (null: none) and
 * a half. What is left out stays as it is, and the half of a column that is entered is then its doing half.
 */
export type Spot = { columnId: string; swimlaneId?: string | null; half?: Half };

/** A spot with nothing left out. */
export type FullSpot = { columnId: string; swimlaneId: string | null; half: Half | null };

/** Where a card will stand that is put in a spot. */
export function landing(board: Pick<Board, 'columns'>, card: Standing, spot: Spot): FullSpot {
  const isSplit = board.columns.find(({ id }) => id === spot.columnId)?.split ?? false;
  const stays = card.columnId === spot.columnId ? card.half : null;
  return {
    columnId: spot.columnId,
    swimlaneId: spot.swimlaneId === undefined ? card.swimlaneId : spot.swimlaneId,
    half: isSplit ? (spot.half ?? stays ?? 'doing') : null,
  };
}

type Standing = Pick<Card, 'columnId' | 'swimlaneId' | 'half'>;

/** Whether a card stands in a spot already. */
export function standsIn(card: Standing, { columnId, swimlaneId, half }: Spot): boolean {
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
export function spotsOf(board: Board, withNone = true): Spot[] {
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

/** “Dev, done half, in Payments”: as much of it as the spot names. */
export function spotName(board: Pick<Board, 'columns' | 'swimlanes'>, spot: Spot): string {
  const column = board.columns.find(({ id }) => id === spot.columnId);
  const half = column?.split && spot.half ? `, ${spot.half} half` : '';
  const lane =
    spot.swimlaneId === undefined || board.swimlanes.length === 0
      ? ''
      : `, ${spot.swimlaneId === null ? 'in no lane' : `in ${laneName(board, spot.swimlaneId)}`}`;
  return `${column?.name ?? ''}${half}${lane}`;
}

export function keyOfSpot({ columnId, swimlaneId, half }: Spot): string {
  return [columnId, swimlaneId === undefined ? '' : (swimlaneId ?? 'none'), half ?? ''].join(' ');
}
