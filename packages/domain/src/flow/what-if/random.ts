const { imul } = Math;

/** What a random number decides, so that no two decisions share one. */
export const drawnFor = {
  week: 1,
  capacity: 2,
  sample: 3,
  resample: 4,
  tail: 5,
  class: 6,
  pull: 7,
  answer: 8,
  straight: 9,
  knownWeek: 10,
} as const;

/**
 * A number from 0 to 1, without 1, that looks random and follows from the seed, the run, what it decides and a position alone. So runs
 * under other rules draw the same cards and the same weeks: common random numbers (P. Glasserman and D. Yao, Some Guidelines and Guarantees
 * for Common Random Numbers, 1992). The mixing function is lowbias32 (C. Wellons, Hash Prospector, 2018), as in `Trials`.
 */
export function randomAt(seed: number, run: number, decides: number, at: number): number {
  return (
    (mix(mix(seed ^ imul(run, 0x9e3779b9) ^ imul(decides, 0x85ebca6b)) + imul(at, 0x9e3779b9)) >>> 0) /
    2 ** 32
  );
}

function mix(counter: number): number {
  let bits = counter | 0;
  bits = imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}
