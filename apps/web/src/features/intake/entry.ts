import type { Board, ClassOfService, Column } from '@weir/contract';
import { describe, firstQueue, limitInWords, wouldBreak } from '@weir/domain';

/** Whether a column would take a new card of a class now; `why` is the sentence where it would not. */
export type Entry = { column: Column; why: string | null };

/** The columns into which a request may be accepted: all but those for what is delivered. */
export function entries(board: Board, classOfService: ClassOfService): Entry[] {
  return board.columns
    .filter(({ kind }) => kind !== 'done')
    .map((column) => ({ column, why: whyNot(board, column.id, classOfService) }));
}

/** The entry of the column that was chosen, or of the first queue column. */
export function entryOf(board: Board, columnId: string | null, classOfService: ClassOfService): Entry {
  const wanted = board.columns.find(({ id }) => id === columnId);
  const column = wanted ?? (firstQueue(board) as Column);
  return { column, why: whyNot(board, column.id, classOfService) };
}

function whyNot(board: Board, columnId: string, classOfService: ClassOfService): string | null {
  const broken = wouldBreak(board, { kind: 'create', columnId, classOfService });
  if (broken.length === 0) return null;
  return broken.map((limit) => limitInWords(describe(board, limit))).join(' ');
}
