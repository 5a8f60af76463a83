import type { Board, Limit, Request } from '@weir/contract';
import { cardDiffs, fillTemplate, type LimitCapacity, limitCapacity, loadGain } from '@weir/domain';
import type { Dates } from '@weir/words';
import { type Entry, entryOf, type ProposedCard } from '../answer/kinds/entry';
import { type Fault, messageFaults, messageValues } from '../answer/kinds/message';

/** A waiting request: whether it is chosen, and where it would enter after those that were chosen before it. */
export type Candidate = { request: Request; isChosen: boolean; entry: Entry };

/** A limit on what enters, with the room that it leaves after everything that is chosen. */
export type RoomLeft = { limit: Limit; room: LimitCapacity; chosen: number };

export type Plan = { candidates: Candidate[]; rooms: RoomLeft[]; isFitting: boolean };

/** Where everything that is chosen enters. */
export type Target = Pick<ProposedCard, 'columnId' | 'swimlaneId'>;

/**
 * What the chosen requests would do to the board. They enter in the order in which they were chosen, and each finds
 * the room that those before it left. The others are shown what is left after all of them.
 */
export function planOf(
  board: Board,
  waiting: readonly Request[],
  chosen: readonly number[],
  target: Target,
): Plan {
  const cardOf = ({ classOfService }: Request): ProposedCard => ({ ...target, classOfService });
  const entering = chosen.flatMap((number) => waiting.find((each) => each.number === number) ?? []);
  const entries = new Map<number, Entry>();
  const after = entering.reduce((now, request) => {
    const entry = entryOf(now, cardOf(request));
    entries.set(request.number, entry);
    return withCard(now, entry, request);
  }, board);
  const candidates = waiting.map((request) => {
    const entry = entries.get(request.number);
    return { request, isChosen: entry !== undefined, entry: entry ?? entryOf(after, cardOf(request)) };
  });
  return {
    candidates,
    rooms: roomsLeft(board, after, target),
    isFitting: candidates.every(({ isChosen, entry }) => !isChosen || entry.broken.length === 0),
  };
}

/** The board with one more card, as its limits count it. */
function withCard(board: Board, { column, swimlaneId }: Entry, { classOfService }: Request): Board {
  const change = { kind: 'create' as const, columnId: column.id, swimlaneId, classOfService };
  const diffs = cardDiffs(board, change);
  return {
    ...board,
    limits: board.limits.map((limit) => ({ ...limit, load: limit.load + loadGain(limit, board, diffs) })),
  };
}

/** The limits that a standard card counts against: the column's, and those of groups and swimlanes. */
function roomsLeft(board: Board, after: Board, target: Target): RoomLeft[] {
  const { column, swimlaneId } = entryOf(board, { ...target, classOfService: 'standard' });
  const change = {
    kind: 'create' as const,
    columnId: column.id,
    swimlaneId,
    classOfService: 'standard' as const,
  };
  const diffs = cardDiffs(board, change);
  return board.limits
    .filter((limit) => loadGain(limit, board, diffs) > 0)
    .map((limit) => {
      const load = after.limits.find(({ id }) => id === limit.id)?.load ?? limit.load;
      return { limit, room: limitCapacity({ ...limit, load }), chosen: load - limit.load };
    });
}

type BoardFacts = Pick<Board, 'name' | 'timeZone'>;

/** What one of the requesters will read. */
export function acceptMessage(message: string, request: Request, board: BoardFacts, dates: Dates): string {
  return fillTemplate(message, messageValues(request, board, '', dates));
}

/** What the message lacks for one of them. */
export function acceptFaults(
  message: string,
  requests: readonly Request[],
  board: BoardFacts,
  dates: Dates,
): Fault[] {
  const faulty = requests
    .map((request) => messageFaults(message, messageValues(request, board, '', dates), true))
    .find((faults) => faults.length > 0);
  return faulty ?? [];
}

/** The body: each request is accepted into the place that was shown for it. */
export function acceptBody(
  { candidates }: Plan,
  requests: readonly Request[],
  messageTo: (request: Request) => string,
) {
  return {
    answers: requests.map((request) => {
      const entry = candidates.find((each) => each.request.number === request.number)?.entry;
      const message = messageTo(request);
      return {
        request: request.number,
        answer: {
          kind: 'accept',
          ...(entry && { columnId: entry.column.id, swimlaneId: entry.swimlaneId }),
          ...(message.trim() && { message }),
        },
      };
    }),
  };
}
