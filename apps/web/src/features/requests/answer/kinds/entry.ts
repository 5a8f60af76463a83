import type { Board, ClassOfService, Column } from '@weir/contract';
import {
  describeLimit,
  findBrokenLimits,
  findWarnedLimits,
  firstQueueColumn,
  type LimitFacts,
  limitInWords,
} from '@weir/domain';

/** Where the card of an accepted request is to stand, as far as somebody has said; null is the first there is. */
export type Wish = { columnId: string | null; swimlaneId: string | null; classOfService: ClassOfService };

/**
 * Whether a place would take a new card of a class now; `why` is the sentence where it would not. `isPassable`:
 * all limits in the way may be passed with a reason, by who answers. `records`: the limits that it would pass
 * with no more than a line in the ledger, in a sentence.
 */
export type Entry = {
  column: Column;
  /** Null: in no lane. */
  swimlaneId: string | null;
  why: string | null;
  limits: LimitFacts[];
  isPassable: boolean;
  records: string | null;
};

/** Chosen on purpose; null is what nobody has chosen yet. */
export const noLaneOption = '';

/** The columns into which a request may be accepted, in the lane that is wished: all but those for what is delivered. */
export function entries(board: Board, wish: Omit<Wish, 'columnId'>): Entry[] {
  return board.columns
    .filter(({ kind }) => kind !== 'done')
    .map((column) => entryInto(board, column, laneOf(board, wish.swimlaneId), wish.classOfService));
}

/** The same column in each lane, and in none. */
export function laneEntries(board: Board, wish: Wish): Entry[] {
  const { column } = entryOf(board, wish);
  return [...board.swimlanes.map(({ id }) => id), null].map((lane) =>
    entryInto(board, column, lane, wish.classOfService),
  );
}

/** The entry of the column and the lane that were chosen, or of the first queue column in the first lane. */
export function entryOf(board: Board, { columnId, swimlaneId, classOfService }: Wish): Entry {
  const wanted = board.columns.find(({ id }) => id === columnId);
  const column = wanted ?? (firstQueueColumn(board) as Column);
  return entryInto(board, column, laneOf(board, swimlaneId), classOfService);
}

/** A place with room: first another column of the same lane, then any of another; rather one that passes no limit. */
export function otherEntry(board: Board, wish: Wish): Entry | undefined {
  const lanes = [laneOf(board, wish.swimlaneId), ...board.swimlanes.map(({ id }) => id), null];
  const all = [...new Set(lanes)].flatMap((lane) =>
    entries(board, { swimlaneId: lane ?? noLaneOption, classOfService: wish.classOfService }),
  );
  return all.find(({ why, records }) => !why && !records) ?? all.find(({ why }) => !why);
}

/** The lane that was chosen as long as it is there, else the first. */
function laneOf({ swimlanes }: Board, chosen: string | null): string | null {
  if (chosen === noLaneOption) return null;
  return (swimlanes.find(({ id }) => id === chosen) ?? swimlanes[0])?.id ?? null;
}

function entryInto(
  board: Board,
  column: Column,
  swimlaneId: string | null,
  classOfService: ClassOfService,
): Entry {
  const change = { kind: 'create' as const, columnId: column.id, swimlaneId, classOfService };
  const limits = findBrokenLimits(board, change).map((limit) => describeLimit(board, limit));
  const passed =
    limits.length > 0 ? [] : findWarnedLimits(board, change).map((limit) => describeLimit(board, limit));
  return {
    column,
    swimlaneId,
    limits,
    why: limits.length > 0 ? limits.map(limitInWords).join(' ') : null,
    isPassable: limits.length > 0 && limits.every(({ mode }) => mode === 'reason'),
    records: passed.length > 0 ? passed.map(limitInWords).join(' ') : null,
  };
}
