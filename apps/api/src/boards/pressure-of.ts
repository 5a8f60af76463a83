import { pressure } from '@weir/domain';
import type { BoardRow } from './snapshots.repository.js';

/** The one reading of a board's pressure, of whole boards and of lines in the list. */
export function pressureOf(
  { columns, board }: Pick<BoardRow, 'columns'> & { board: { load: number; max: number } | null },
  { waiting, depth, gate }: Pick<BoardRow, 'waiting' | 'depth' | 'gate'>,
) {
  return pressure({
    columns: columns
      .filter(({ kind }) => kind === 'active')
      .map(({ name, load, limit }) => ({ name, load, max: limit?.max ?? null })),
    board,
    intake: { waiting, depth, overdue: 0 },
    gate,
  });
}
