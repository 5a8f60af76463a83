import { addDays, stabilityOf } from '../../src/index.js';
import { aDay, randomOf, throughputOf, today } from './synthetic-board.js';

const boards = 200;
/** The share of boards that are called unstable. */
function unstable(delivers: (day: number, at: number) => { share: number; mean: number }): number {
  const found = Array.from({ length: boards }, (_, at) => {
    const random = randomOf(at + 1);
    const daily = Array.from({ length: 120 }, (_, day) => {
      const { share, mean } = delivers(day, at);
      return aDay(random, share, mean);
    });
    return stabilityOf(throughputOf(daily, at));
  });
  return found.filter(({ stable }) => !stable).length / boards;
}

test('calls at most one stable board in twenty unstable, with and without weekends', () => {
  // Three standard errors of 200 boards beyond 5%.
  expect(unstable((_, at) => ({ share: 0.15 + (at % 5) / 10, mean: 1 + (at % 3) }))).toBeLessThan(0.096);
  expect(unstable((day) => ({ share: day % 7 > 4 ? 0 : 0.6, mean: 2 }))).toBeLessThan(0.096);
});

test('finds a board that became twice as fast, or half as fast', () => {
  expect(unstable((day) => ({ share: day < 60 ? 0.45 : 0.9, mean: 1.3 }))).toBeGreaterThan(0.9);
  expect(unstable((day) => ({ share: day < 60 ? 0.9 : 0.45, mean: 1.3 }))).toBeGreaterThan(0.9);
});

test('gives both parts, and the later one as the window that fits', () => {
  const daily = [...Array(31).fill(1), ...Array(30).fill(3)];
  expect(stabilityOf(throughputOf(daily))).toEqual({
    stable: false,
    earlier: { from: addDays(today, -61), to: addDays(today, -31), days: 31, delivered: 31 },
    later: { from: addDays(today, -30), to: addDays(today, -1), days: 30, delivered: 90 },
    pValue: 0.0005,
    window: 30,
  });
});

test('gives no window that would be too short or too thin', () => {
  const short = [...Array(10).fill(0), ...Array(10).fill(5)];
  expect(stabilityOf(throughputOf(short))).toMatchObject({ stable: false, window: null });
  const stopped = [...Array(60).fill(1), ...Array(60).fill(0)];
  expect(stabilityOf(throughputOf(stopped))).toMatchObject({ stable: false, window: null });
});

test('takes a difference of less than a quarter for stable, however certain it is', () => {
  const daily = [...Array(60).fill(10), ...Array(60).fill(12)];
  expect(stabilityOf(throughputOf(daily))).toMatchObject({ stable: true, pValue: 0.0005, window: null });
});

test('has the p-value of all orders of a short history', () => {
  // Six of the seven deliveries fall in one half of 14 days: C(7,6)·C(7,1) + C(7,7) of the C(14,7) ways, on both sides.
  const daily = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0];
  const { pValue } = stabilityOf(throughputOf(daily));
  expect(Math.abs(pValue - (2 * (7 * 7 + 1)) / 3432)).toBeLessThan(0.012);
});

test('is the same for the same seed', () => {
  const daily = Array.from({ length: 30 }, (_, day) => day % 4);
  expect(stabilityOf(throughputOf(daily, 3))).toEqual(stabilityOf(throughputOf(daily, 3)));
});
