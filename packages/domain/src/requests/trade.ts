import { type Board, type Card, type Column, columnOf, type Limit } from '../board/board.js';
import { cardDiffs, cardOf, type LimitedCard, type LimitedCardDiff } from '../board/board-change.js';
import { ageSeconds } from '../flow/flow-metrics.js';
import { findBrokenLimits, loadGain } from '../limits/limits.js';
import type { Moment } from '../time/moment.js';
import { type ClassOfService, classesOfService } from '../vocabulary/vocabulary.js';

/**
 * A card that can make way, with what is lost with it: whether its work has begun, and the age in seconds that it would
 * have to gain again; and with what a trade would do: see `tradeOutcome`.
 */
export type TradeCandidate<B extends Board> = {
  card: B['cards'][number];
  started: boolean;
  ageSeconds: number;
} & TradeOutcome<B>;

/** Where what makes way would go, null: off the board; and the limits that refuse it all the same. */
export type TradeOutcome<B extends Board> = { to: B['columns'][number] | null; broken: Limit[] };

/** Never displaced. */
const kept: ClassOfService = 'expedite';
const aDay = 86_400;

/**
 * The cards that can make way for a request of a class: not delivered, not archived, not expedite, and not those which
 * would merely stay where they stand, for there the request is simply accepted. Best first: those with a fixed date
 * last of all; what is in flight before what has not begun; then what was chosen within the last day, so that
 * what was just traded in is not what goes next; of the others the latest begun by whole days; on one day the lowest
 * class; in it the smallest age, and the youngest card.
 */
export function tradeCandidates<B extends Board>(
  board: B,
  classOfService: ClassOfService,
  now: Moment,
): TradeCandidate<B>[] {
  return board.cards
    .filter((card) => card.archivedAt === null && card.classOfService !== kept)
    .filter(({ columnId }) => columnOf(board, columnId).kind !== 'done')
    .map((card) => ({
      card,
      started: card.committedAt !== null,
      ageSeconds: card.committedAt === null ? 0 : ageSeconds(card.committedAt, now),
      isJustChosen: ageSeconds(card.committedAt ?? card.enteredColumnAt, now) < aDay,
      ...tradeOutcome(board, card.number, classOfService),
    }))
    .filter(({ card, to }) => to?.id !== card.columnId)
    .sort(byLoss)
    .map(({ isJustChosen: _, ...candidate }) => candidate);
}

/**
 * What a trade would do with the card that makes way: `to` is the first queue column that has room for the new one
 * (where it is made before the two change places), null where none has: then the card leaves the board until a date.
 * `broken`: the limits that refuse it all the same. The database trades by the same rule, and refuses to where `to` is
 * the card's own column.
 */
export function tradeOutcome<B extends Board>(
  board: B,
  displaces: number,
  classOfService: ClassOfService,
): TradeOutcome<B> {
  const old = cardOf(board, displaces);
  const into = ({ id }: Column) => ({
    kind: 'create' as const,
    columnId: id,
    swimlaneId: old.swimlaneId,
    classOfService,
  });
  const to = board.columns.find(
    (column) => column.kind === 'queue' && findBrokenLimits(board, into(column)).length === 0,
  );
  if (!to) {
    const place = columnOf(board, old.columnId);
    return { to: null, broken: findBrokenLimits(without(board, old), into(place)) };
  }
  const made = { ...old, number: notACard, columnId: to.id, half: null, classOfService, assignees: [] };
  const grown = withGains(board, cardDiffs(board, into(to)));
  return {
    to,
    broken: findBrokenLimits(
      { ...grown, cards: [...grown.cards, made] },
      { kind: 'swap', card: made.number, with: displaces },
    ),
  };
}

/** The number of a card that is not made yet. */
const notACard = 0;

function without(board: Board, card: Card): Board {
  const gone: LimitedCard = { ...card, archivedAt: card.enteredColumnAt };
  const left = withGains(board, [{ before: card, after: gone }]);
  return { ...left, cards: board.cards.filter(({ number }) => number !== card.number) };
}

/** What was told of its loads grown; its cards as they are. */
function withGains(board: Board, differing: readonly LimitedCardDiff[]): Board {
  return {
    ...board,
    limits: board.limits.map((limit) =>
      limit.load === undefined ? limit : { ...limit, load: limit.load + loadGain(limit, board, differing) },
    ),
  };
}

type Loss = Pick<TradeCandidate<Board>, 'card' | 'started' | 'ageSeconds'> & { isJustChosen: boolean };

function byLoss(one: Loss, other: Loss): number {
  return (
    Number(hasDate(one)) - Number(hasDate(other)) ||
    Number(other.started) - Number(one.started) ||
    Number(one.isJustChosen) - Number(other.isJustChosen) ||
    days(one) - days(other) ||
    rank(other) - rank(one) ||
    one.ageSeconds - other.ageSeconds ||
    other.card.number - one.card.number
  );
}

function hasDate({ card }: Loss): boolean {
  return card.classOfService === 'fixedDate';
}

function days({ ageSeconds }: Loss): number {
  return Math.floor(ageSeconds / aDay);
}

function rank({ card }: Loss): number {
  return classesOfService.indexOf(card.classOfService);
}
