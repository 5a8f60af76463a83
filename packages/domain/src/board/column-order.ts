import { type ColumnKind, columnKinds } from '../vocabulary/vocabulary.js';

/** What is wrong, and with the column at which index; without one it is the row as a whole. */
export type ColumnOrderFault = { at?: number; message: string };

/** Columns run queue…, active…, done…, at least one of each. Empty where they do. */
export function columnOrderFaults(kinds: readonly ColumnKind[]): ColumnOrderFault[] {
  const missing = columnKinds.filter((kind) => !kinds.includes(kind));
  const misplaced = kinds.flatMap((kind, at) => (at > 0 && rank(kind) < rank(kinds[at - 1]!) ? [at] : []));
  return [
    ...missing.map((kind) => ({ message: `must have a column of kind ${kind}` })),
    ...misplaced.map((at) => ({ at, message: 'columns run queue, active, done' })),
  ];
}

function rank(kind: ColumnKind): number {
  return columnKinds.indexOf(kind);
}
