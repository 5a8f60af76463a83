import type { Board, Card, Column, Half } from '@weir/contract';
import type { Translate } from '@weir/words';

/**
 * A part of the board that a card can be moved to: a column and, where the board has them, a swimlane (null: none)
 * and a half. A part that is left out stays as it is; a card that enters a split column enters its doing half.
 */
export type Cell = { columnId: string; swimlaneId?: string | null; half?: Half };

/** A cell with nothing left out. */
export type FullCell = { columnId: string; swimlaneId: string | null; half: Half | null };

/** Where a card is: what a cell is compared with. */
type CardCell = Pick<Card, 'columnId' | 'swimlaneId' | 'half'>;

/** A card as far as it is in a cell: that of a public board, too. */
type PlacedCard = CardCell & { archivedAt?: string | null };

/** What the cells of a board follow from. */
type CellsOfBoard = {
  columns: readonly Pick<Column, 'id' | 'kind' | 'split'>[];
  swimlanes: Board['swimlanes'];
  cards: readonly PlacedCard[];
};

/** The cell of a card, as far as this board has lanes and halves. */
export function cellOf(board: Pick<Board, 'swimlanes'>, card: Card): Cell {
  return {
    columnId: card.columnId,
    ...(board.swimlanes.length > 0 && { swimlaneId: card.swimlaneId }),
    ...(card.half && { half: card.half }),
  };
}

/** The cell that a card enters when it is moved to `cell`. */
export function targetCell(board: Pick<Board, 'columns'>, card: CardCell, cell: Cell): FullCell {
  const isSplit = board.columns.find(({ id }) => id === cell.columnId)?.split ?? false;
  const currentHalf = card.columnId === cell.columnId ? card.half : null;
  return {
    columnId: cell.columnId,
    swimlaneId: cell.swimlaneId === undefined ? card.swimlaneId : cell.swimlaneId,
    half: isSplit ? (cell.half ?? currentHalf ?? 'doing') : null,
  };
}

/** Whether a card is in the cell already. */
export function isInCell(card: CardCell, { columnId, swimlaneId, half }: Cell): boolean {
  if (card.columnId !== columnId) return false;
  if (swimlaneId !== undefined && card.swimlaneId !== swimlaneId) return false;
  return half === undefined || card.half === null || card.half === half;
}

export function cardsInColumn<Placed extends PlacedCard>(
  board: { cards: readonly Placed[] },
  columnId: string,
): Placed[] {
  return board.cards.filter((card) => card.columnId === columnId && !card.archivedAt);
}

export function cardsInCell<Placed extends PlacedCard>(
  board: { cards: readonly Placed[] },
  cell: Cell,
): Placed[] {
  return board.cards.filter((card) => !card.archivedAt && isInCell(card, cell));
}

/** The columns as cells, without lanes. A split column is two cells. */
export function columnCells({ columns }: Pick<Board, 'columns'>): Cell[] {
  return columns.flatMap(({ id, split }) =>
    halvesOf({ split }).map((half): Cell => ({ columnId: id, ...(half && { half }) })),
  );
}

/** The halves of a column, in the order of work. A column that is not split has one part without a name. */
export function halvesOf({ split }: { split: boolean }): (Half | undefined)[] {
  return split ? ['doing', 'done'] : [undefined];
}

/** The rows of the board: its lanes, then null for cards in no lane if there are any or if `withNone`. */
export function lanesOf(board: Omit<CellsOfBoard, 'columns'>, withNone: boolean): (string | null)[] {
  if (board.swimlanes.length === 0) return [];
  const lanes = board.swimlanes.map(({ id }) => id);
  const hasCardInNone = board.cards.some(({ swimlaneId, archivedAt }) => !swimlaneId && !archivedAt);
  return withNone || hasCardInNone ? [...lanes, null] : lanes;
}

/** All cells of the board by column, then lane, then half. */
export function cellsOf(board: CellsOfBoard, withNone = true): Cell[] {
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

/**
 * How many delivered cards a done cell shows at first. In a lane as many as its fullest cell of other columns has,
 * but one to three: delivered cards must not push the next lane off the screen.
 */
export function deliveredShown(board: CellsOfBoard, { swimlaneId }: Cell): number {
  if (swimlaneId === undefined) return 8;
  const isDone = new Set(board.columns.filter(({ kind }) => kind === 'done').map(({ id }) => id));
  const others = cellsOf(board).filter(
    (cell) => cell.swimlaneId === swimlaneId && !isDone.has(cell.columnId),
  );
  return Math.min(3, Math.max(1, ...others.map((cell) => cardsInCell(board, cell).length)));
}

export function laneName(t: Translate, board: Pick<Board, 'swimlanes'>, id: string | null): string {
  return board.swimlanes.find((lane) => lane.id === id)?.name ?? t('board.lanes.none');
}

export function columnName(board: Pick<Board, 'columns'>, columnId: string): string {
  return board.columns.find(({ id }) => id === columnId)?.name ?? '';
}

/** “Dev (done), in Payments”: names as much as the cell says. */
export function cellName(
  t: Translate,
  board: { columns: readonly Pick<Column, 'id' | 'name' | 'split'>[]; swimlanes: Board['swimlanes'] },
  cell: Cell,
): string {
  const column = board.columns.find(({ id }) => id === cell.columnId);
  const lane = board.swimlanes.find(({ id }) => id === cell.swimlaneId)?.name;
  const withHalf = t('board.cell.withHalf', {
    column: column?.name ?? '',
    half: (column?.split && cell.half) || 'whole',
  });
  if (cell.swimlaneId === undefined || board.swimlanes.length === 0) return withHalf;
  return lane
    ? t('board.cell.inLane', { cell: withHalf, lane })
    : t('board.cell.inNoLane', { cell: withHalf });
}

export function cellKey({ columnId, swimlaneId, half }: Cell): string {
  return [columnId, swimlaneId === undefined ? '' : (swimlaneId ?? 'none'), half ?? ''].join(' ');
}

/** The number of the first card in the first column that has one. */
export function firstCard(board: Pick<Board, 'columns' | 'cards'>): number | undefined {
  return board.columns
    .map(({ id }) => board.cards.find(({ columnId }) => columnId === id)?.number)
    .find((number) => number !== undefined);
}
