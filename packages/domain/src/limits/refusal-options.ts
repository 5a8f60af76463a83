import { type Board, type Card, type Column, columnOf, type Limit } from '../board/board.js';
import { type BoardChange, cardDiffs, cardOf } from '../board/board-change.js';
import { millis } from '../time/moment.js';
import { findBrokenLimits, findUnfinishedCards, findWarnedLimits, isCounted, loadGain } from './limits.js';

/**
 * What the user can do instead, and with which card. `suffices`: after this step the change goes through;
 * otherwise it makes room in some of the limits, and more must follow.
 */
export type RefusalOption = {
  kind: 'finish' | 'swap' | 'putBack';
  card: Pick<Card, 'number' | 'ref' | 'title'>;
  suffices: boolean;
  /** For `finish`: the column that the card moves to. */
  columnId?: string;
};

/** A possible option: a card, and the change that would make room. */
type Candidate =
  | { kind: 'finish'; card: Card; change: BoardChange & { kind: 'move' } }
  | { kind: 'swap' | 'putBack'; card: Card; change: BoardChange };

/** How many cards are offered for each kind of option. */
const offered = 3;
/** How many cards are tried for each kind: a full place can hold thousands, and a refusal must be quick. */
const tried = 40;

/**
 * Finds what can be done about the limits that a change breaks. An option breaks no limit, exceeds none
 * silently, and frees a place in at least one of the broken limits. If any option suffices, only those that
 * do are returned. Of the cards that fill the limits:
 * - finish: oldest first, cards that are neither blocked nor in a doing half, to the next column;
 * - swap: oldest first, cards in the target column and swimlane that can change places with the moved card;
 * - putBack: latest committed first, cards in active columns, if the first queue column takes them.
 * If there is none of these, `finish` can go past the next column.
 */
export function refusalOptions(board: Board, change: BoardChange, broken: readonly Limit[]): RefusalOption[] {
  const oldestFirst = occupants(board, change, broken);
  const first = (cards: readonly Card[], candidateOf: (card: Card) => Candidate | null) =>
    firstOf(cards, candidateOf, (candidate) => isSufficient(board, change, candidate));
  const options = [
    ...first(oldestFirst, (card) => finish(board, broken, card)),
    ...first(swappable(board, change, oldestFirst), (card) => swap(board, change, card)),
    ...first(oldestFirst.toReversed(), (card) => putBack(board, broken, card)),
  ];
  const possible =
    options.length > 0 ? options : first(oldestFirst, (card) => finishPast(board, broken, card));
  const enough = possible.filter(({ suffices }) => suffices);
  return enough.length > 0 ? enough : possible;
}

/** The first few options; those that suffice come first. */
function firstOf(
  cards: readonly Card[],
  candidateOf: (card: Card) => Candidate | null,
  isEnough: (candidate: Candidate) => boolean,
): RefusalOption[] {
  const enough: RefusalOption[] = [];
  const rest: RefusalOption[] = [];
  for (const card of cards.slice(0, tried)) {
    const candidate = candidateOf(card);
    if (!candidate) continue;
    const suffices = isEnough(candidate);
    const { number, ref, title } = card;
    const to = candidate.kind === 'finish' ? { columnId: candidate.change.columnId } : {};
    (suffices ? enough : rest).push({ kind: candidate.kind, card: { number, ref, title }, suffices, ...to });
    if (enough.length === offered) break;
  }
  return [...enough, ...rest].slice(0, offered);
}

/** To the next column, if it takes the card and that makes room. */
function finish(board: Board, broken: readonly Limit[], card: Card): Candidate | null {
  const [next] = columnsAhead(board, card);
  const candidate = next && finishInto(card, next);
  return candidate && countFreed(board, broken, candidate.change) > 0 ? candidate : null;
}

/** Past the next column, to the nearest one in which the card leaves most of these limits. */
function finishPast(board: Board, broken: readonly Limit[], card: Card): Candidate | null {
  const [, ...beyond] = columnsAhead(board, card);
  const candidates = beyond.map((column) => finishInto(card, column));
  const leaves = candidates.map(({ change }) => countFreed(board, broken, change));
  const most = Math.max(0, ...leaves);
  return most > 0 ? (candidates[leaves.indexOf(most)] ?? null) : null;
}

/**
 * The columns to a card's right, nearest first, up to the first that would refuse it. None for a card that is
 * blocked or in a doing half.
 */
function columnsAhead(board: Board, card: Card): Column[] {
  if (card.blocked) return [];
  const right = board.columns.slice(board.columns.findIndex(({ id }) => id === card.columnId) + 1);
  const shut = right.findIndex((column) => !isAllowed(board, finishInto(card, column).change));
  return shut === -1 ? right : right.slice(0, shut);
}

function finishInto(card: Card, { id }: Column): Candidate & { kind: 'finish' } {
  return { kind: 'finish', card, change: { kind: 'move', card: card.number, columnId: id } };
}

/** The cards in the column and swimlane that the card was to move to. */
function swappable(board: Board, wanted: BoardChange, cards: readonly Card[]): Card[] {
  if (wanted.kind !== 'move') return [];
  const { columnId, swimlaneId = cardOf(board, wanted.card).swimlaneId } = wanted;
  return cards.filter((card) => card.columnId === columnId && card.swimlaneId === swimlaneId);
}

function swap(board: Board, wanted: BoardChange, card: Card): Candidate | null {
  if (wanted.kind !== 'move') return null;
  const change = { kind: 'swap', card: wanted.card, with: card.number, half: wanted.half } as const;
  return isAllowed(board, change) ? { kind: 'swap', card, change } : null;
}

function putBack(board: Board, broken: readonly Limit[], card: Card): Candidate | null {
  const change = { kind: 'putBack', card: card.number } as const;
  const isBegun = columnOf(board, card.columnId).kind === 'active';
  return isBegun && countFreed(board, broken, change) > 0 && isAllowed(board, change)
    ? { kind: 'putBack', card, change }
    : null;
}

/** In how many of these limits a change makes room. */
function countFreed(board: Board, limits: readonly Limit[], change: BoardChange): number {
  const differing = cardDiffs(board, change);
  return limits.filter((limit) => loadGain(limit, board, differing) < 0).length;
}

function isAllowed(board: Board, change: BoardChange): boolean {
  return [findBrokenLimits, findWarnedLimits, findUnfinishedCards].every(
    (found) => found(board, change).length === 0,
  );
}

/** Whether the change goes through after this option. A swap is the change itself. */
function isSufficient(board: Board, change: BoardChange, candidate: Candidate): boolean {
  return (
    candidate.kind === 'swap' || findBrokenLimits(boardAfter(board, candidate.change), change).length === 0
  );
}

/** The board after a change of its cards, including the given loads. */
function boardAfter(board: Board, change: BoardChange): Board {
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

/** The cards that fill any of the limits, without those that want to enter, oldest first. */
function occupants(board: Board, change: BoardChange, limits: readonly Limit[]): Card[] {
  const movers = new Set(cardDiffs(board, change).map(({ card }) => card));
  return board.cards
    .filter((card) => !movers.has(card.number))
    .filter((card) => limits.some((limit) => isCounted(limit, card, columnOf(board, card.columnId))))
    .sort(byAge);
}

/** Longest committed first; uncommitted cards by their time in the column. */
function byAge(one: Card, other: Card): number {
  return since(one) - since(other) || one.number - other.number;
}

function since(card: Card): number {
  return millis(card.committedAt ?? card.enteredColumnAt);
}
