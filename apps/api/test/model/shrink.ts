/**
 * Finds the shortest list that still fails, within that many milliseconds, by leaving out halves, quarters and at
 * last single items. Leaving out items changes the meaning of later ones, so fast-check's way of shrinking one item
 * after the other would take hundreds of plays.
 */
export async function shortest<Item>(
  items: Item[],
  failureOf: (items: Item[]) => Promise<Error | null>,
  failure: Error,
  within: number,
): Promise<{ items: Item[]; failure: Error }> {
  const end = performance.now() + within;
  let found = { items, failure };
  for (let size = items.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < found.items.length && performance.now() < end; ) {
      const fewer = found.items.toSpliced(at, size);
      const still = await failureOf(fewer);
      if (still) found = { items: fewer, failure: still };
      else at += size;
    }
  }
  return found;
}
