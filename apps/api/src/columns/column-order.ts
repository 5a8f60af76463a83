import { invalid } from '../http/problems/refusals.js';
import { ok, type Result } from '../result.js';

/** Before or after which other one; neither: at the end. */
export type Neighbour = { before?: string | undefined; after?: string | undefined };

/** The row with a new item before or after one of it, else at the end. 422 for a neighbour that is not in it. */
export function insertItem<Item extends { id: string }>(
  row: readonly Item[],
  item: Item,
  { before, after }: Neighbour,
): Result<Item[]> {
  if (before === undefined && after === undefined) return ok([...row, item]);
  const at = row.findIndex(({ id }) => id === (before ?? after));
  if (at === -1) return invalid(before ? 'before' : 'after', 'notOfBoard');
  return ok(row.toSpliced(before ? at : at + 1, 0, item));
}

/** The row with one of its items before or after another, else as it is. */
export function moveItem<Item extends { id: string }>(
  row: readonly Item[],
  item: Item,
  neighbour: Neighbour,
): Result<Item[]> {
  if (neighbour.before === undefined && neighbour.after === undefined) return ok([...row]);
  const others = row.filter((each) => each !== item);
  return insertItem(others, item, neighbour);
}

/** The id of the item after this one; null for the last. */
export function nextOf(row: readonly { id: string }[], id: string): string | null {
  return row[row.findIndex((each) => each.id === id) + 1]?.id ?? null;
}

export function isReordered(row: readonly { id: string }[], before: readonly { id: string }[]): boolean {
  return row.some(({ id }, at) => id !== before[at]?.id);
}
