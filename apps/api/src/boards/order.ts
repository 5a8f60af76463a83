import { invalid } from '../http/refusals.js';
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
  if (at === -1) return invalid(before ? 'before' : 'after', 'is not another of this board');
  return ok(row.toSpliced(before ? at : at + 1, 0, item));
}
