import { randomPart } from '@weir/domain';

/** The odd number nearest to 2³² divided by the golden ratio: neighbouring counters are far apart. */
const step = 0x9e3779b9;

/** Numbers from 0 to 1, without 1. The same seed makes the same numbers. */
export function randomFrom(seed: number): () => number {
  let counter = seed;
  return () => {
    counter = (counter + step) | 0;
    return randomPart(counter);
  };
}

/** Milliseconds until the next arrival of a Poisson process. `perSecond`: its mean number of arrivals. */
export function gapOf(perSecond: number, random: () => number): number {
  return (-Math.log(1 - random()) / perSecond) * 1000;
}

/** Draws an item at random, with a probability in proportion to its weight. */
export function drawn<Each extends { weight: number }>(from: readonly Each[], random: () => number): Each {
  let left = random() * from.reduce((sum, { weight }) => sum + weight, 0);
  for (const each of from) {
    left -= each.weight;
    if (left < 0) return each;
  }
  return from.at(-1)!;
}
