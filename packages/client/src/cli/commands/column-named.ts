import type { Board } from '../../index.js';
import { UsageError } from '../exit-codes.js';

/** The column with this name, in any case, or with this id. */
export function columnNamed({ columns, key }: Board, name: string): Board['columns'][number] {
  const found = columns.find(({ id }) => id === name) ?? columns.find((column) => isSame(column.name, name));
  if (found) return found;
  throw new UsageError(
    `${key} has no column ${name}. It has ${columns.map((column) => column.name).join(', ')}`,
  );
}

function isSame(one: string, other: string): boolean {
  return one.localeCompare(other, undefined, { sensitivity: 'accent' }) === 0;
}
