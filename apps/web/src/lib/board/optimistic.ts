import type { Board, Card, Half } from '@weir/contract';
import { type CardDiff, cardDiffs, columnOf, flowDatesOnEntry, isCounted, loadGain } from '@weir/domain';
import { type Cell, cardsInColumn, targetCell } from './cells';

/** Where a card is to be: a cell, right before or after another card of that column, or last. */
export type CardPosition = Cell & { before?: number; after?: number };
export type CardPlacement = CardPosition & { card: number };

/** Draws the board with cards moved, loads included. Placing a card twice changes nothing. */
export function withPlacements(board: Board, placements: readonly CardPlacement[], now: Date): Board {
  return placements.reduce((next, placement) => withPlacement(next, placement, now), board);
}

function withPlacement(
  board: Board,
  { card: number, before, after, ...cell }: CardPlacement,
  now: Date,
): Board {
  const card = board.cards.find((each) => each.number === number);
  const column = board.columns.find((each) => each.id === cell.columnId);
  // Somebody else took the card or the column away in the meantime.
  if (!card || !column) return board;
  const moved = { ...entered(card, column, now), ...targetCell(board, card, cell) };
  const others = board.cards.filter((each) => each !== card);
  const at = others.findIndex((each) => each.number === (before ?? after) && each.columnId === column.id);
  const cards =
    at === -1 ? [...others, moved] : others.toSpliced(before === undefined ? at + 1 : at, 0, moved);
  return { ...withLoads(board, card, moved), cards };
}

function entered(card: Card, column: Board['columns'][number], now: Date): Card {
  if (card.columnId === column.id) return card;
  const at = now.toISOString();
  const { committedAt, deliveredAt } = flowDatesOnEntry(card, column, now);
  return {
    ...card,
    enteredColumnAt: at,
    committedAt: committedAt && card.committedAt ? card.committedAt : committedAt && at,
    deliveredAt: deliveredAt && card.deliveredAt ? card.deliveredAt : deliveredAt && at,
  };
}

/** Updates the load of every limit and column after one card has changed, come or gone. */
export function withLoads(board: Board, before: Card | null, after: Card | null): Board {
  const difference = [{ before, after }];
  const inColumn = (card: Card | null, id: string) =>
    Number(
      card !== null && isCounted({ scope: 'column', columnId: id }, card, columnOf(board, card.columnId)),
    );
  return {
    ...board,
    limits: board.limits.map((limit) => ({
      ...limit,
      load: limit.load + loadGain(limit, board, difference),
    })),
    columns: board.columns.map((column) => ({
      ...column,
      load: column.load + inColumn(after, column.id) - inColumn(before, column.id),
    })),
  };
}

/** Two cards in each other’s position, as two placements that can be applied again and again. */
export function swapPlacements(board: Board, one: number, other: number, half?: Half): CardPlacement[] {
  const [first, second] = [cardPosition(board, one), cardPosition(board, other)];
  if (!first || !second) return [];
  const [mine, theirs] = cardDiffs(board, { kind: 'swap', card: one, with: other, half });
  const place = ({ before, half: _, ...cell }: CardPosition, removed: number, to: CardDiff | undefined) => ({
    ...cell,
    ...(to?.after.half && { half: to.after.half }),
    ...(before !== undefined && before !== removed && { before }),
  });
  return [
    { card: one, ...place(second, one, mine) },
    { card: other, ...place(first, other, theirs) },
  ];
}

/** The position of a card: its column, lane and half, and the card that follows it. */
export function cardPosition(board: Board, number: number): CardPosition | null {
  const card = board.cards.find((each) => each.number === number);
  if (!card) return null;
  const column = cardsInColumn(board, card.columnId);
  const next = column[column.indexOf(card) + 1];
  return {
    columnId: card.columnId,
    swimlaneId: card.swimlaneId,
    ...(card.half && { half: card.half }),
    ...(next && { before: next.number }),
  };
}
