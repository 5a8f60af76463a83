import type { Board, Limit, Request } from '@weir/contract';
import { cardDiffs, type LimitCapacity, limitCapacity, loadGain } from '@weir/domain';
import { type Entry, entryOf, type Wish } from '../answer/kinds/entry';

/** One request that may enter: whether it is chosen, and whether its place takes it after those chosen before. */
export type Candidate = { request: Request; isChosen: boolean; entry: Entry };

/** A limit on what enters the queue, with what it leaves after all that is chosen. */
export type RoomLeft = { limit: Limit; room: LimitCapacity; chosen: number };

export type Replenishing = { candidates: Candidate[]; rooms: RoomLeft[]; isFitting: boolean };

type Place = Pick<Wish, 'columnId' | 'swimlaneId'>;

/**
 * What entering would do to the board: the chosen ones enter in the order in which they were chosen, each finds the
 * room that those before it left; the others are shown what is left after all of them.
 */
export function replenishing(
  board: Board,
  waiting: readonly Request[],
  chosen: readonly number[],
  place: Place,
): Replenishing {
  const wishOf = ({ classOfService }: Request): Wish => ({ ...place, classOfService });
  const entering = chosen.flatMap((number) => waiting.find((each) => each.number === number) ?? []);
  const entries = new Map<number, Entry>();
  const after = entering.reduce((now, request) => {
    const entry = entryOf(now, wishOf(request));
    entries.set(request.number, entry);
    return withCard(now, entry, request);
  }, board);
  const candidates = waiting.map((request) => {
    const entry = entries.get(request.number);
    return { request, isChosen: entry !== undefined, entry: entry ?? entryOf(after, wishOf(request)) };
  });
  return {
    candidates,
    rooms: roomsFor(board, after, place),
    isFitting: candidates.every(({ isChosen, entry }) => !isChosen || entry.why === null),
  };
}

/** The board with one card more, as its limits count it. */
function withCard(board: Board, { column, swimlaneId }: Entry, { classOfService }: Request): Board {
  const change = { kind: 'create' as const, columnId: column.id, swimlaneId, classOfService };
  const differing = cardDiffs(board, change);
  return {
    ...board,
    limits: board.limits.map((limit) => ({ ...limit, load: limit.load + loadGain(limit, board, differing) })),
  };
}

/** The limits that a standard card counts against there: the column’s own, and those of groups and lanes above it. */
function roomsFor(board: Board, after: Board, place: Place): RoomLeft[] {
  const { column, swimlaneId } = entryOf(board, { ...place, classOfService: 'standard' });
  const change = {
    kind: 'create' as const,
    columnId: column.id,
    swimlaneId,
    classOfService: 'standard' as const,
  };
  const differing = cardDiffs(board, change);
  return board.limits
    .filter((limit) => loadGain(limit, board, differing) > 0)
    .map((limit) => {
      const load = after.limits.find(({ id }) => id === limit.id)?.load ?? limit.load;
      return { limit, room: limitCapacity({ ...limit, load }), chosen: load - limit.load };
    });
}
