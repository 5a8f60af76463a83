import { type Board, type Card, columnOf, firstQueueColumn, type Limit } from '../board/board.js';
import { type BoardChange, cardOf } from '../board/board-change.js';
import { ageSeconds } from '../flow/flow-metrics.js';
import { findBrokenLimits } from '../limits/limits.js';
import type { Moment } from '../time/moment.js';
import { type ClassOfService, classesOfService } from '../vocabulary/vocabulary.js';

/**
 * A card that can make way for a request: whether its work has begun, its age in seconds, and what the trade
 * would do (see `tradeOutcome`).
 */
export type TradeCandidate<B extends Board> = {
  card: B['cards'][number];
  started: boolean;
  ageSeconds: number;
} & TradeOutcome<B>;

/**
 * Where the displaced card would go (null: off the board), where the new one would (null: nowhere, the trade is
 * refused), and the limits that refuse it.
 */
export type TradeOutcome<B extends Board> = {
  to: B['columns'][number] | null;
  enters: B['columns'][number] | null;
  broken: Limit[];
};

/** Never displaced. */
const kept: ClassOfService = 'expedite';
const aDay = 86_400;

/**
 * The cards that can make way for a request of a class: not delivered, not archived, not expedite. A card
 * that would stay in its own column is left out, since the request can then simply be accepted. Best first:
 * fixed dates last; cards in flight before cards that have not begun; cards chosen within the last day last,
 * so that a traded-in card is not displaced at once; then the latest begun, by whole days; on one day the
 * lowest class; then the smallest age, and the youngest card.
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
 * What a trade would do. The displaced card goes to the first queue column with room for one more card like it;
 * if none has, it leaves the board until a date. The new card goes to the first active column if it has room
 * without the displaced one, else to the last queue column that has: it starts from the beginning, wherever
 * the displaced card was. A limit over its maximum has room if the trade does not add to its load. A limit of
 * the new card's class is not about room: it refuses the trade. The database trades by the same rule, and
 * refuses if `to` is the card's own column.
 */
export function tradeOutcome<B extends Board>(
  board: B,
  displaces: number,
  classOfService: ClassOfService,
): TradeOutcome<B> {
  const old = cardOf(board, displaces);
  const queue = board.columns.filter(({ kind }) => kind === 'queue');
  const to = queue.find(({ id }) => findBrokenLimits(board, another(old, id)).length === 0) ?? null;
  let broken: Limit[] | null = null;
  for (const enters of tradedCardColumns(board)) {
    const change = {
      kind: 'trade',
      displaces,
      to: to?.id ?? null,
      columnId: enters.id,
      classOfService,
    } as const;
    const found = findBrokenLimits(board, change);
    if (found.length === 0) return { to, enters, broken: [] };
    broken ??= found;
    if (found.some(({ scope }) => scope === 'classOfService')) return { to, enters: null, broken: found };
  }
  return { to, enters: null, broken: broken ?? [] };
}

/** The columns that the new card of a trade may enter, best first: the first active one, then the queue from its end. */
export function tradedCardColumns<B extends Board>({ columns }: B): B['columns'][number][] {
  const first = columns.find(({ kind }) => kind === 'active');
  const queue = columns.filter(({ kind }) => kind === 'queue');
  return [...(first ? [first] : []), ...queue.toReversed()];
}

/** The change that a refused trade would have made: the new card begins in the first active column. */
export function refusedTrade(
  board: Board,
  displaces: number,
  classOfService: ClassOfService,
): BoardChange & { kind: 'trade' } {
  const { to } = tradeOutcome(board, displaces, classOfService);
  const { id } = board.columns.find(({ kind }) => kind === 'active') ?? firstQueueColumn(board);
  return { kind: 'trade', displaces, to: to?.id ?? null, columnId: id, classOfService };
}

/** One more card of the class and lane of a card. */
function another({ classOfService, swimlaneId }: Card, columnId: string): BoardChange {
  return { kind: 'create', columnId, swimlaneId, classOfService };
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
