/** The numbers of requests that are chosen for one answer to several, in no order of their own. */
export type Picked = ReadonlySet<number>;

/** Chooses a request, or no longer. */
export function toggled(picked: Picked, number: number): Picked {
  const next = new Set(picked);
  if (!next.delete(number)) next.add(number);
  return next;
}

/** Chooses all from one to another of a list, both included and in whichever order; one alone where the other has gone. */
export function pickedTo(picked: Picked, list: readonly number[], from: number | null, to: number): Picked {
  const [one, other] = [from === null ? -1 : list.indexOf(from), list.indexOf(to)];
  if (other === -1) return picked;
  const [first, last] = one === -1 ? [other, other] : [Math.min(one, other), Math.max(one, other)];
  return new Set([...picked, ...list.slice(first, last + 1)]);
}

/** Those of them that still wait, in the order in which they are read. */
export function stillPicked<R extends { number: number }>(picked: Picked, waiting: readonly R[]): R[] {
  return waiting.filter(({ number }) => picked.has(number));
}
