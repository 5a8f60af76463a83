import type { Board, ClassOfService, Column } from '@weir/contract';
import { describe, firstQueue, limitInWords, type StandingLimit, wouldBreak } from '@weir/domain';

/**
 * Whether a column would take a new card of a class now; `why` is the sentence where it would not. `isPassable`:
 * all limits in the way may be passed with a reason, by who answers.
 */
export type Entry = { column: Column; why: string | null; limits: StandingLimit[]; isPassable: boolean };

/** The columns into which a request may be accepted: all but those for what is delivered. */
export function entries(board: Board, classOfService: ClassOfService): Entry[] {
  return board.columns
    .filter(({ kind }) => kind !== 'done')
    .map((column) => entryInto(board, column, classOfService));
}

/** The entry of the column that was chosen, or of the first queue column. */
export function entryOf(board: Board, columnId: string | null, classOfService: ClassOfService): Entry {
  const wanted = board.columns.find(({ id }) => id === columnId);
  return entryInto(board, wanted ?? (firstQueue(board) as Column), classOfService);
}

function entryInto(board: Board, column: Column, classOfService: ClassOfService): Entry {
  const broken = wouldBreak(board, { kind: 'create', columnId: column.id, classOfService });
  const limits = broken.map((limit) => describe(board, limit));
  return {
    column,
    limits,
    why: limits.length > 0 ? limits.map(limitInWords).join(' ') : null,
    isPassable: limits.length > 0 && limits.every(({ mode }) => mode === 'reason'),
  };
}
