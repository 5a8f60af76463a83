import type { ClassOfService } from '../../../vocabulary/vocabulary.js';
import type { BoardHistory, FlightLimit, PastCard, PastStay } from './history.js';
import type { WorkClock } from './work-clock.js';

/** A time in one place, in working days. `to` is Infinity if it is still there. `next`: the column after it; null if it left the flight. */
export type Stay = {
  column: number;
  doing: PastStay['doing'];
  from: number;
  to: number;
  next: number | null;
};

/** A card from its commitment until it left the flight. A card that is put back or reopened has several. */
export type Episode = {
  classOfService: ClassOfService;
  isRequested: boolean;
  /** Whether its beginning is known. */
  isFromBeginning: boolean;
  /** Its beginning and all of its columns are known. */
  isWhole: boolean;
  /** It was in no queue column before. */
  isStraight: boolean;
  /** It was on the board before: put back, or delivered. */
  isAgain: boolean;
  committed: number;
  /** Infinity: still in flight. */
  left: number;
  /** The same in milliseconds since 1970. */
  committedAt: number;
  leftAt: number | null;
  isDelivered: boolean;
  stays: Stay[];
};

/**
 * A time in the queue columns, in working days; `since` in milliseconds since 1970. `isNew`: the card was in no queue column before.
 * `isFirst`: nor anywhere else on the board. `isPassing`: it went on at once.
 */
export type Queued = PastCard & {
  from: number;
  to: number;
  since: number;
  isNew: boolean;
  isFirst: boolean;
  isPassing: boolean;
};

/** A card that is queued for a shorter part of a working day than this goes straight into flight. */
const passing = 0.01;

/** What happened to the cards of a board, in working days. */
export function episodesOf(
  { stays, cards }: BoardHistory,
  clock: WorkClock,
): { episodes: Episode[]; queued: Queued[] } {
  const byCard = new Map(cards.map((card) => [card.card, card]));
  const episodes: Episode[] = [];
  const queued: Queued[] = [];
  let open: Episode | null = null;
  let cardOfOpen = -1;
  let queuedBefore = null as Queued | null;
  for (const stay of stays) {
    const card = byCard.get(stay.card);
    if (!card) continue;
    if (stay.card !== cardOfOpen) [open, queuedBefore] = [null, null];
    cardOfOpen = stay.card;
    const from = clock.at(stay.since);
    const to = stay.until === null ? Infinity : clock.at(stay.until);
    if (stay.stage === 'queued') {
      if (queuedBefore && queuedBefore.to === from && stay.cameFrom === 'queued') {
        queuedBefore.to = to;
      } else {
        const isNew = stay.cameFrom !== 'queued';
        const isFirst = stay.cameFrom === null;
        queuedBefore = { ...card, from, to, since: stay.since, isNew, isFirst, isPassing: false };
        queued.push(queuedBefore);
      }
      queuedBefore.isPassing = stay.leftFor === 'inFlight' && to - queuedBefore.from < passing;
      continue;
    }
    if (!open || stay.cameFrom !== 'inFlight') {
      const isFromBeginning = stay.cameFrom !== 'inFlight' && !card.isFaulty;
      open = {
        classOfService: card.classOfService,
        isRequested: card.isRequested,
        isFromBeginning,
        isWhole: isFromBeginning,
        isStraight: stay.cameFrom !== 'queued' || queuedBefore?.isPassing === true,
        isAgain: stay.cameFrom === 'delivered' || queuedBefore?.isFirst === false,
        committed: from,
        left: Infinity,
        committedAt: stay.since,
        leftAt: null,
        isDelivered: false,
        stays: [],
      };
      episodes.push(open);
    }
    const before = open.stays.at(-1);
    if (before && stay.column !== null) before.next = stay.column;
    if (stay.column === null) open.isWhole = false;
    else open.stays.push({ column: stay.column, doing: stay.doing, from, to, next: null });
    if (stay.leftFor !== null && stay.leftFor !== 'inFlight') {
      open.left = to;
      open.leftAt = stay.until;
      open.isDelivered = stay.leftFor === 'delivered';
      open = null;
    }
  }
  return { episodes, queued };
}

/** Whether a card counts in a limit while it is in a column. */
export function countsIn(limit: FlightLimit, column: number, classOfService: ClassOfService): boolean {
  if (!limit.columns.includes(column)) return false;
  if (limit.of !== null) return limit.of === classOfService;
  return !(limit.exemptsExpedite && classOfService === 'expedite');
}

/** The limits that a card newly counts in when it goes from one column, or from the queue (null), to another. */
export function limitsEntered(
  limits: readonly FlightLimit[],
  from: number | null,
  to: number,
  classOfService: ClassOfService,
): FlightLimit[] {
  return limits.filter(
    (limit) =>
      countsIn(limit, to, classOfService) && (from === null || !countsIn(limit, from, classOfService)),
  );
}
