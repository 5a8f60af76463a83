import { type Board, type Card, columnOf, type Limit, millis } from './board.js';
import { type Change, differences } from './changes.js';
import { counts, gainOf, load, wouldBreak } from './limits.js';
import { nameOf } from './names.js';
import type { LimitMode, LimitScopeName } from './vocabulary.js';

/** A limit and what counts against it now: `of` is the name of what it limits. */
export type StandingLimit = {
  id: string;
  scope: LimitScopeName;
  of: string;
  max: number;
  mode: LimitMode;
  load: number;
};

/** A limit that refuses; `cards` are the numbers of those that would enter it (a new card has none yet). */
export type BrokenLimit = StandingLimit & { cards: number[] };

/** What can be done instead, and with which card. */
export type WayOut = { kind: 'finish' | 'swap' | 'putBack'; card: Pick<Card, 'number' | 'ref' | 'title'> };

export type WipRefusal = { code: 'wip-limit-reached'; limits: BrokenLimit[]; options: WayOut[] };

/** So many cards are offered for each kind of way out. */
const offered = 3;

/**
 * The facts of a refusal and the ways out, for the limits that the change breaks on this board, or for those
 * that the database named (`told`: the board may have drained since; its load is kept where it was told, too).
 * Of the cards that fill the limit, oldest first:
 * - finish: those which are not blocked and whose next place has room for them;
 * - swap: those at the destination which can change places with the moving card without breaking a limit;
 * - putBack: those in active columns, latest committed first, if the first queue column has room for them.
 */
export function explain(
  board: Board,
  change: Change,
  told?: readonly { id: string; load?: number }[],
): WipRefusal {
  const broken = told ? named(board, told) : wouldBreak(board, change);
  const options = (ways: (limit: Limit) => WayOut[]) => firstOf(broken.flatMap(ways));
  return {
    code: 'wip-limit-reached',
    limits: broken.map((limit) => ({ ...describe(board, limit), cards: [] })),
    options: [
      ...options((limit) => finishes(board, change, limit)),
      ...options((limit) => swaps(board, change, limit)),
      ...options((limit) => putBacks(board, change, limit)),
    ],
  };
}

function named(board: Board, told: readonly { id: string; load?: number }[]): Limit[] {
  return told.flatMap(({ id, load }) => {
    const limit = board.limits.find((each) => each.id === id);
    return limit ? [load === undefined ? limit : { ...limit, load }] : [];
  });
}

/** A limit as it stands, for a sentence or a problem. */
export function describe(board: Board, limit: Limit): StandingLimit {
  const { id, scope, max, mode } = limit;
  return { id, scope, of: nameOf(board, limit), max, mode, load: load(limit, board) };
}

function finishes(board: Board, change: Change, limit: Limit): WayOut[] {
  return occupants(board, change, limit)
    .filter((card) => !card.blocked)
    .filter((card) => {
      const onward = nextPlace(board, limit, card);
      return onward && works(board, { kind: 'move', card: card.number, columnId: onward });
    })
    .map((card) => wayOut('finish', card));
}

/** The next column to the right in which the card would no longer count against the limit. */
function nextPlace(board: Board, limit: Limit, card: Card): string | undefined {
  const at = board.columns.findIndex(({ id }) => id === card.columnId);
  return board.columns
    .slice(at + 1)
    .find((column) => !counts(limit, { ...card, columnId: column.id }, column))?.id;
}

function swaps(board: Board, change: Change, limit: Limit): WayOut[] {
  if (change.kind !== 'move') return [];
  return occupants(board, change, limit)
    .filter((card) => card.columnId === change.columnId)
    .filter((card) => works(board, { kind: 'swap', card: change.card, with: card.number }))
    .map((card) => wayOut('swap', card));
}

function putBacks(board: Board, change: Change, limit: Limit): WayOut[] {
  return occupants(board, change, limit)
    .filter((card) => columnOf(board, card.columnId).kind === 'active')
    .filter((card) => lowers(board, limit, { kind: 'putBack', card: card.number }))
    .filter((card) => works(board, { kind: 'putBack', card: card.number }))
    .sort((one, other) => -byAge(one, other))
    .map((card) => wayOut('putBack', card));
}

function lowers(board: Board, limit: Limit, change: Change): boolean {
  return gainOf(limit, board, differences(board, change)) < 0;
}

function works(board: Board, change: Change): boolean {
  return wouldBreak(board, change).length === 0;
}

/** The cards that fill the limit, without the one that wants in, oldest first. */
function occupants(board: Board, change: Change, limit: Limit): Card[] {
  const movers = differences(board, change).map(({ card }) => card);
  return board.cards
    .filter((card) => !movers.includes(card.number) && counts(limit, card, columnOf(board, card.columnId)))
    .sort(byAge);
}

/** Longest committed first; what is not committed yet, by its time in the column. */
function byAge(one: Card, other: Card): number {
  return since(one) - since(other) || one.number - other.number;
}

function since(card: Card): number {
  return millis(card.committedAt ?? card.enteredColumnAt);
}

function wayOut(kind: WayOut['kind'], { number, ref, title }: Card): WayOut {
  return { kind, card: { number, ref, title } };
}

/** The first few, each card once. */
function firstOf(ways: WayOut[]): WayOut[] {
  const cards = ways.map((way) => way.card.number);
  return ways.filter((way, at) => cards.indexOf(way.card.number) === at).slice(0, offered);
}
