import fc from 'fast-check';
import { type Completion, completionAfter, daysOfCompletion } from '../../src/index.js';

const calendar = { timeZone: 'UTC', workingHours: null };
const today = '2026-03-02';
const completion = (...odds: number[]): Completion => ({ odds, today, calendar });

test('work that waits is done after the later of both days plus its remaining work', () => {
  const own = completion(0, 1);
  const next = completion(0, 0.5, 1);
  const awaited = completion(0, 0, 0, 1);
  const after = completionAfter(own, next, [awaited]);
  expect(after.odds.slice(0, 7)).toEqual([0, 0, 0, 0, 0.5, 1, 1]);
  expect(daysOfCompletion(after)).toEqual({ p50: '2026-03-06', p85: '2026-03-07' });
});

test('several awaited requests count with the last of them, and a longer own queue counts instead', () => {
  const next = completion(0, 1);
  const two = [completion(0, 0.5, 1), completion(0, 0, 0.5, 1)];
  expect(completionAfter(completion(1), next, two).odds.slice(0, 5)).toEqual([0, 0, 0, 0.5, 1]);
  expect(completionAfter(completion(0, 0, 0, 0, 0, 0.9), next, two).odds.slice(4, 6)).toEqual([0, 0.9]);
});

test('the days are unknown if a request may never be delivered', () => {
  const after = completionAfter(completion(0, 1), completion(0, 1), [completion(0, 0.6)]);
  expect(daysOfCompletion(after)).toEqual({ p50: '2026-03-04', p85: null });
});

/** Draws days one by one: the later of the own day, and the last awaited day plus the remaining work. */
test('agrees with drawing the days at random', () => {
  const rising = fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }).map((steps) => {
    const sum = steps.reduce((total, step) => total + step, 0) || 1;
    const upTo = (n: number) => steps.slice(0, n + 1).reduce((total, step) => total + step, 0) / sum;
    return completion(0, ...steps.map((_, n) => (n === steps.length - 1 ? 1 : upTo(n))));
  });
  fc.assert(
    fc.property(
      rising,
      rising,
      fc.array(rising, { minLength: 1, maxLength: 3 }),
      fc.integer(),
      (own, next, awaited, seed) => {
        let state = seed;
        const random = () => {
          state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
          return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
        };
        const draw = ({ odds }: Completion) => {
          const at = random();
          return odds.findIndex((each) => each > at);
        };
        const trials = 4000;
        const days = Array.from({ length: trials }, () =>
          Math.max(draw(own), Math.max(...awaited.map(draw)) + draw(next)),
        );
        const { odds } = completionAfter(own, next, awaited);
        for (let day = 0; day < 14; day += 1)
          expect(days.filter((each) => each <= day).length / trials).toBeCloseTo(odds[day]!, 1);
      },
    ),
    { numRuns: 25 },
  );
});
