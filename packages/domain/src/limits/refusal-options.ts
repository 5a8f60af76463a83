import { type Board, type Card, type Column, columnOf, type Limit } from '../board/board.js';
import { type BoardChange, cardDiffs, cardOf } from '../board/board-change.js';
import { millis } from '../time/moment.js';
import { findBrokenLimits, findUnfinishedCards, findWarnedLimits, isCounted, loadGain } from './limits.js';

/**
 * What can be done instead, and with which card. `suffices`: once it is done the change goes through; else it
 * makes room in some of the limits that refuse, and more must follow.
 */
export type RefusalOption = {
  kind: 'finish' | 'swap' | 'putBack';
  card: Pick<Card, 'number' | 'ref' | 'title'>;
  suffices: boolean;
  /** Of `finish`: the column that it goes on to. */
  columnId?: string;
};

/** A way out as the change that it is. */
type Way =
  | { kind: 'finish'; card: Card; change: BoardChange & { kind: 'move' } }
  | { kind: 'swap' | 'putBack'; card: Card; change: BoardChange };

/** So many cards are offered for each kind of way out. */
const offered = 3;
/** Of so many cards a kind it is tried at most: a full place may hold thousands, and a refusal is to be quick. */
const tried = 40;

/**
 * What can be done about limits that a change breaks. Every way out breaks no limit itself, passes none unsaid, and
 * frees a place of at least one of them. Where any suffices, only those which do are told. Of the cards that fill them:
 * - finish: oldest first, those which are neither blocked nor half done, to the next column;
 * - swap: oldest first, those in the column and lane to which a card was to move, which can change places with it;
 * - putBack: latest committed first, those in active columns, where the first queue column takes them.
 * Only where there is none of these, a card is told to finish past columns that it has not been through.
 */
export function refusalOptions(board: Board, change: BoardChange, broken: readonly Limit[]): RefusalOption[] {
  const oldestFirst = occupants(board, change, broken);
  const first = (cards: readonly Card[], wayWith: (card: Card) => Way | null) =>
    firstOf(cards, wayWith, (way) => makesWay(board, change, way));
  const ways = [
    ...first(oldestFirst, (card) => finish(board, broken, card)),
    ...first(swappable(board, change, oldestFirst), (card) => swap(board, change, card)),
    ...first(oldestFirst.toReversed(), (card) => putBack(board, broken, card)),
  ];
  const told = ways.length > 0 ? ways : first(oldestFirst, (card) => finishPast(board, broken, card));
  const enough = told.filter(({ suffices }) => suffices);
  return enough.length > 0 ? enough : told;
}

/** The first few ways, those that suffice before the others. */
function firstOf(
  cards: readonly Card[],
  wayWith: (card: Card) => Way | null,
  isEnough: (way: Way) => boolean,
): RefusalOption[] {
  const enough: RefusalOption[] = [];
  const rest: RefusalOption[] = [];
  for (const card of cards.slice(0, tried)) {
    const way = wayWith(card);
    if (!way) continue;
    const suffices = isEnough(way);
    const { number, ref, title } = card;
    const to = way.kind === 'finish' ? { columnId: way.change.columnId } : {};
    (suffices ? enough : rest).push({ kind: way.kind, card: { number, ref, title }, suffices, ...to });
    if (enough.length === offered) break;
  }
  return [...enough, ...rest].slice(0, offered);
}

/** To the next column, if it takes the card and that makes room. */
function finish(board: Board, broken: readonly Limit[], card: Card): Way | null {
  const [next] = ahead(board, card);
  const way = next && onTo(card, next);
  return way && freed(board, broken, way.change) > 0 ? way : null;
}

/** Past the next column, to the nearest in which the card leaves most of these limits. */
function finishPast(board: Board, broken: readonly Limit[], card: Card): Way | null {
  const [, ...beyond] = ahead(board, card);
  const ways = beyond.map((column) => onTo(card, column));
  const leaves = ways.map(({ change }) => freed(board, broken, change));
  const most = Math.max(0, ...leaves);
  return most > 0 ? (ways[leaves.indexOf(most)] ?? null) : null;
}

/**
 * The columns to a card's right, nearest first, as far as each of them would take it: one that is full is not jumped
 * over. None for a card that is blocked or not done in its half.
 */
function ahead(board: Board, card: Card): Column[] {
  if (card.blocked) return [];
  const right = board.columns.slice(board.columns.findIndex(({ id }) => id === card.columnId) + 1);
  const shut = right.findIndex((column) => !works(board, onTo(card, column).change));
  return shut === -1 ? right : right.slice(0, shut);
}

function onTo(card: Card, { id }: Column): Way & { kind: 'finish' } {
  return { kind: 'finish', card, change: { kind: 'move', card: card.number, columnId: id } };
}

/** Those which stand where a card was to move. */
function swappable(board: Board, wanted: BoardChange, cards: readonly Card[]): Card[] {
  if (wanted.kind !== 'move') return [];
  const { columnId, swimlaneId = cardOf(board, wanted.card).swimlaneId } = wanted;
  return cards.filter((card) => card.columnId === columnId && card.swimlaneId === swimlaneId);
}

function swap(board: Board, wanted: BoardChange, card: Card): Way | null {
  if (wanted.kind !== 'move') return null;
  const change = { kind: 'swap', card: wanted.card, with: card.number } as const;
  return works(board, change) ? { kind: 'swap', card, change } : null;
}

function putBack(board: Board, broken: readonly Limit[], card: Card): Way | null {
  const change = { kind: 'putBack', card: card.number } as const;
  const isBegun = columnOf(board, card.columnId).kind === 'active';
  return isBegun && freed(board, broken, change) > 0 && works(board, change)
    ? { kind: 'putBack', card, change }
    : null;
}

/** How many of these limits a change makes room in. */
function freed(board: Board, limits: readonly Limit[], change: BoardChange): number {
  const differing = cardDiffs(board, change);
  return limits.filter((limit) => loadGain(limit, board, differing) < 0).length;
}

function works(board: Board, change: BoardChange): boolean {
  return [findBrokenLimits, findWarnedLimits, findUnfinishedCards].every(
    (found) => found(board, change).length === 0,
  );
}

/** Whether the change would go through once this is done; after a swap it is done. */
function makesWay(board: Board, change: BoardChange, way: Way): boolean {
  return way.kind === 'swap' || findBrokenLimits(after(board, way.change), change).length === 0;
}

/** The board once cards that are on it have changed, loads that were told included. */
function after(board: Board, change: BoardChange): Board {
  const differing = cardDiffs(board, change);
  return {
    ...board,
    limits: board.limits.map((limit) =>
      limit.load === undefined ? limit : { ...limit, load: limit.load + loadGain(limit, board, differing) },
    ),
    cards: board.cards.map((card) => {
      const change = differing.find((each) => each.card === card.number);
      return change ? { ...card, ...change.after } : card;
    }),
  };
}

/** The cards that fill any of the limits, without those that want in, oldest first. */
function occupants(board: Board, change: BoardChange, limits: readonly Limit[]): Card[] {
  const movers = new Set(cardDiffs(board, change).map(({ card }) => card));
  return board.cards
    .filter((card) => !movers.has(card.number))
    .filter((card) => limits.some((limit) => isCounted(limit, card, columnOf(board, card.columnId))))
    .sort(byAge);
}

/** Longest committed first; what is not committed yet, by its time in the column. */
function byAge(one: Card, other: Card): number {
  return since(one) - since(other) || one.number - other.number;
}

function since(card: Card): number {
  return millis(card.committedAt ?? card.enteredColumnAt);
}
