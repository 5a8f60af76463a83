import { type Board, type Card, columnOf, type Moment } from './board.js';
import { ageSeconds } from './flow.js';
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
