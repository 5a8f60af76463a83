import { invalid } from '../http/problems/refusals.js';
import { ok, type Result } from '../result.js';

export type Neighbour = { before?: string | undefined; after?: string | undefined };

/** The row with the item put before or after one of it; last where neither is named. 422 for a stranger. */
export function placed<Item extends { id: string }>(
  row: readonly Item[],
  item: Item,
  { before, after }: Neighbour,
): Result<Item[]> {
  if (before === undefined && after === undefined) return ok([...row, item]);
  const at = row.findIndex(({ id }) => id === (before ?? after));
  if (at === -1) return invalid(before ? 'before' : 'after', 'notOfBoard');
  return ok(row.toSpliced(before ? at : at + 1, 0, item));
}

/** The row with one of its own put before or after another; as it is where neither is named. */
export function replaced<Item extends { id: string }>(
  row: readonly Item[],
  item: Item,
  place: Neighbour,
): Result<Item[]> {
  if (place.before === undefined && place.after === undefined) return ok([...row]);
  return placed(
    row.filter((each) => each !== item),
    item,
    place,
  );
}

export function isAnother(row: readonly { id: string }[], stood: readonly { id: string }[]): boolean {
  return row.some(({ id }, at) => id !== stood[at]?.id);
}
