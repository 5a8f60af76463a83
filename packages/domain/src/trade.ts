import { type Board, type Card, type Column, columnOf, type Limit, type Moment } from './board.js';
import { cardOf, type Difference, differences, type Standing } from './changes.js';
import { ageSeconds } from './flow.js';
import { gainOf, wouldBreak } from './limits.js';
import { type ClassOfService, classesOfService } from './vocabulary.js';

/** What a trade loses with a card: whether its work has begun, and the age in seconds that it would have to gain again. */
export type TradeCandidate<C> = { card: C; started: boolean; ageSeconds: number };

type Displaceable = Pick<Card, 'number' | 'columnId' | 'classOfService' | 'committedAt' | 'archivedAt'>;

/** Never displaced. */
const kept: ClassOfService = 'expedite';
const aDay = 86_400;

/**
 * The cards that can make way for a request: not delivered, not archived, not expedite. Best first: those with a
 * fixed date last of all; then what has not begun, and of the others the latest begun by whole days; on one day the
 * lowest class; in it the smallest age, and the youngest card.
 */
export function tradeCandidates<C extends Displaceable>(
  cards: readonly C[],
  columns: Board['columns'],
  now: Moment,
): TradeCandidate<C>[] {
  return cards
    .filter(({ archivedAt, classOfService }) => archivedAt === null && classOfService !== kept)
    .filter(({ columnId }) => columnOf({ columns }, columnId).kind !== 'done')
    .map((card) => ({
      card,
      started: card.committedAt !== null,
      ageSeconds: card.committedAt === null ? 0 : ageSeconds(card.committedAt, now),
    }))
    .sort(byLoss);
}

/**
 * What a trade would do with the card that makes way: `to` is the first queue column that has room for the new one
 * (where it is made before the two change places), null where none has: then the card leaves the board until a date.
 * `broken`: the limits that refuse it all the same. The database trades by the same rule.
 */
export function tradeOutcome<B extends Board>(
  board: B,
  displaces: number,
  classOfService: ClassOfService,
): { to: B['columns'][number] | null; broken: Limit[] } {
  const old = cardOf(board, displaces);
  const into = ({ id }: Column) => ({
    kind: 'create' as const,
    columnId: id,
    swimlaneId: old.swimlaneId,
    classOfService,
  });
  const to = board.columns.find(
    (column) => column.kind === 'queue' && wouldBreak(board, into(column)).length === 0,
  );
  if (!to) {
    const place = columnOf(board, old.columnId);
    return { to: null, broken: wouldBreak(without(board, old), into(place)) };
  }
  const made = { ...old, number: notACard, columnId: to.id, half: null, classOfService, assignees: [] };
  const grown = withGains(board, differences(board, into(to)));
  return {
    to,
    broken: wouldBreak(
      { ...grown, cards: [...grown.cards, made] },
      { kind: 'swap', card: made.number, with: displaces },
    ),
  };
}

/** The number of a card that is not made yet. */
const notACard = 0;

function without(board: Board, card: Card): Board {
  const gone: Standing = { ...card, archivedAt: card.enteredColumnAt };
  const left = withGains(board, [{ before: card, after: gone }]);
  return { ...left, cards: board.cards.filter(({ number }) => number !== card.number) };
}

/** What was told of its loads grown; its cards as they are. */
function withGains(board: Board, differing: readonly Difference[]): Board {
  return {
    ...board,
    limits: board.limits.map((limit) =>
      limit.load === undefined ? limit : { ...limit, load: limit.load + gainOf(limit, board, differing) },
    ),
  };
}

function byLoss(one: TradeCandidate<Displaceable>, other: TradeCandidate<Displaceable>): number {
  return (
    Number(hasDate(one)) - Number(hasDate(other)) ||
    Number(one.started) - Number(other.started) ||
    days(one) - days(other) ||
    rank(other) - rank(one) ||
    one.ageSeconds - other.ageSeconds ||
    other.card.number - one.card.number
  );
}

function hasDate({ card }: TradeCandidate<Displaceable>): boolean {
  return card.classOfService === 'fixedDate';
}

function days({ ageSeconds }: TradeCandidate<Displaceable>): number {
  return Math.floor(ageSeconds / aDay);
}

function rank({ card }: TradeCandidate<Displaceable>): number {
  return classesOfService.indexOf(card.classOfService);
}
