import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { addDays, type Throughput } from '../../src/index.js';

export const today = '2026-05-01';

/** Random numbers from 0 to 1 that are the same in every run. */
export function randomOf(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () => (random.next() >>> 0) / 2 ** 32;
}

/** A history that ends the day before. */
export function throughputOf(daily: readonly number[], seed = 7, day = today): Throughput {
  const from = addDays(day, -daily.length);
  const history = daily.map((delivered, at) => ({ day: addDays(from, at), delivered }));
  return { history, from, today: day, seed };
}

/** Cards of one day: none on most days, else one or more, with this mean on the days with some. */
export function aDay(random: () => number, delivers: number, mean: number): number {
  if (random() >= delivers) return 0;
  let cards = 1;
  while (random() < 1 - 1 / mean) cards += 1;
  return cards;
}
