/** Numbers from 0 to 1 by Mulberry32 (Tommy Ettinger): the same seed makes the same numbers. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Milliseconds until the next arrival of a Poisson process with so many arrivals a second. */
export function gapOf(perSecond: number, random: () => number): number {
  return (-Math.log(1 - random()) / perSecond) * 1000;
}

/** Draws one of these, each as often as its weight says. */
export function drawn<Each extends { weight: number }>(from: readonly Each[], random: () => number): Each {
  let left = random() * from.reduce((sum, { weight }) => sum + weight, 0);
  for (const each of from) {
    left -= each.weight;
    if (left < 0) return each;
  }
  return from.at(-1)!;
}
