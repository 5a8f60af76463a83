'use client';

import { useState } from 'react';

/** The numbers of the requests or cards that are picked for one action, in no particular order. */
export type Picked = ReadonlySet<number>;

/** Picks one, or removes it from the picked ones. */
export function toggled(picked: Picked, number: number): Picked {
  const next = new Set(picked);
  if (!next.delete(number)) next.add(number);
  return next;
}

/** Picks everything between two of a list, both included; only `to` if `from` is gone. */
export function pickedTo(picked: Picked, list: readonly number[], from: number | null, to: number): Picked {
  const [one, other] = [from === null ? -1 : list.indexOf(from), list.indexOf(to)];
  if (other === -1) return picked;
  const [first, last] = one === -1 ? [other, other] : [Math.min(one, other), Math.max(one, other)];
  return new Set([...picked, ...list.slice(first, last + 1)]);
}

/** The picked items that still exist, in the order of the list. */
export function stillPicked<R extends { number: number }>(picked: Picked, all: readonly R[]): R[] {
  return all.filter(({ number }) => picked.has(number));
}

/** The picked items of a list. `pick` with `isRange` also picks all between this one and the last one picked. */
export function usePicking(list: readonly number[]) {
  const [picked, setPicked] = useState<Picked>(new Set());
  const [anchor, setAnchor] = useState<number | null>(null);
  return {
    picked,
    pick(number: number, isRange = false) {
      setPicked((now) => (isRange ? pickedTo(now, list, anchor, number) : toggled(now, number)));
      setAnchor(number);
    },
    add(numbers: readonly number[]) {
      setPicked((now) => new Set([...now, ...numbers]));
      setAnchor(numbers.at(-1) ?? null);
    },
    clear() {
      setPicked(new Set());
      setAnchor(null);
    },
  };
}
