/** The list with an item directly before another of it, at the end (null), or where it was (undefined). */
export function placed<Item extends { id: string }>(list: Item[], item: Item, before: unknown): Item[] {
  if (before === undefined) return list.map((each) => (each.id === item.id ? item : each));
  const others = list.filter(({ id }) => id !== item.id);
  const at = before === null ? others.length : others.findIndex(({ id }) => id === before);
  if (at === -1) throw new Error(`${String(before)} is not there`);
  return others.toSpliced(at, 0, item);
}
