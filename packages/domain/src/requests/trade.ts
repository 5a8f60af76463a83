import { type Board, type Column, columnOf, type Limit } from '../board/board.js';
import { cardDiffs, cardOf, type LimitedCardDiff } from '../board/board-change.js';
import { ageSeconds } from '../flow/flow-metrics.js';
import { findBrokenLimits, loadGain } from '../limits/limits.js';
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

/** Where the displaced card would go (null: off the board), and the limits that still refuse the trade. */
export type TradeOutcome<B extends Board> = { to: B['columns'][number] | null; broken: Limit[] };

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
 * What a trade would do with the displaced card. `to` is the first queue column with room for the new card,
 * which is created there before the two change places; null if none has room, and then the card leaves the
 * board until a date, in one step with the new one's arrival: a limit over its maximum lets that pass if its
 * load does not grow. `broken`: the limits that still refuse. The database trades by the same rule, and
 * refuses if `to` is the card's own column.
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
    const inItsPlace = { kind: 'edit', card: displaces, classOfService, assigneeIds: [] } as const;
    return { to: null, broken: findBrokenLimits(board, inItsPlace) };
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

/** In place of the number of a card that does not exist yet. */
const notACard = 0;

/** The board with increased given loads and unchanged cards. */
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
