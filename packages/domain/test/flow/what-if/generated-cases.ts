import { randomOf } from '../synthetic-board.js';
import type { Truth } from './generated-board.js';

/** Boards of one to three columns, shared or own people, loaded or not, with limits that are raised or lowered. */
export function aCase(at: number): { truth: Truth; other: Truth } {
  const random = randomOf(at * 31 + 7);
  const among = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const columns = 1 + (at % 3);
  const work = Array.from({ length: columns }, () => 0.5 + random() * 2);
  const people = among([1, 2, 3, 4]);
  const all = work.reduce((sum, each) => sum + each, 0);
  const load = among([0.6, 0.8, 1.5]);
  const byColumn = work.map(() => among([1, 2]));
  const isShared = at % 4 !== 3;
  const capacity = isShared
    ? people / all
    : Math.min(...work.map((each, column) => (byColumn[column] as number) / each));
  const limits = work.map(() => among([2, 3, 5]));
  const truth: Truth = {
    arrivals: Math.max(0.4, capacity * load),
    work,
    limits,
    split: at % 2 === 0,
    people: isShared ? people : { byColumn },
    even: at % 5 === 4,
  };
  const isRaised = random() < 0.5;
  return {
    truth,
    other: { ...truth, limits: limits.map((max) => (isRaised ? max + 2 : Math.max(1, max - 1))) },
  };
}
