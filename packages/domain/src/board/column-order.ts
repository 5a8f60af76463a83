import { type ColumnKind, columnKinds } from '../vocabulary/vocabulary.js';

/** A fault, and the index of the column that has it; without an index, the row as a whole. */
export type ColumnOrderFault = {
  at?: number;
  code: 'missingKind' | 'columnOrder';
  params?: { kind: ColumnKind };
};

/** Finds what is wrong with the order of columns: they run queue, active, done, with at least one of each. */
export function columnOrderFaults(kinds: readonly ColumnKind[]): ColumnOrderFault[] {
  const missing = columnKinds.filter((kind) => !kinds.includes(kind));
  const misplaced = kinds.flatMap((kind, at) => (at > 0 && rank(kind) < rank(kinds[at - 1]!) ? [at] : []));
  return [
    ...missing.map((kind) => ({ code: 'missingKind' as const, params: { kind } })),
    ...misplaced.map((at) => ({ at, code: 'columnOrder' as const })),
  ];
}

function rank(kind: ColumnKind): number {
  return columnKinds.indexOf(kind);
}
