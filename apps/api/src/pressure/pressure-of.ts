import type { Column, Gate } from '@weir/contract';
import { measurePressure } from '@weir/domain';

/** The one reading of a board's pressure, of whole boards and of lines in the list. */
export function pressureOf(
  { columns, board }: { columns: Column[]; board: { load: number; max: number } | null },
  { waiting, depth, gate }: { waiting: number; depth: number; gate: Gate },
) {
  return measurePressure({
    columns: columns
      .filter(({ kind }) => kind === 'active')
      .map(({ name, load, limit }) => ({ name, load, max: limit?.max ?? null })),
    board,
    intake: { waiting, depth, overdue: 0 },
    gate,
  });
}
