import {
  addDays,
  type Calendar,
  chanceOf,
  type DailyDeliveries,
  dailyDeliveries,
  daysBetween,
  daysOfAll,
  forecastDelivery,
  oddsOfAll,
  simulateQuestion,
  type Throughput,
  tooThin,
} from '../../src/index.js';
import { ExactForecast } from './exact-forecast.js';
import { aDay, randomOf, throughputOf, today } from './synthetic-board.js';

const everyHour: Calendar = { timeZone: 'UTC', workingHours: null };
const weekdays: Calendar = {
  timeZone: 'UTC',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] },
};
const shares = { p50: 0.5, p70: 0.7, p85: 0.85, p95: 0.95 };
const names = Object.keys(shares) as (keyof typeof shares)[];

const completionOf = (throughput: Throughput, items: number, calendar = everyHour) =>
  simulateQuestion(dailyDeliveries(throughput), throughput, { items, by: null, calendar }).completion!;
const countsBy = (throughput: Throughput, by: string, calendar = everyHour) =>
  simulateQuestion(dailyDeliveries(throughput), throughput, { items: null, by, calendar }).counts!;

/** Histories of 30 days, of which most have no delivery. */
const sparse = [
  [0, 0, 3, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0],
  [1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0],
  [0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 7, 0, 0],
  ...Array.from({ length: 22 }, (_, at) => {
    const random = randomOf(at + 1);
    return Array.from({ length: 30 }, () => aDay(random, 0.2 + 0.02 * (at % 10), 1.5 + (at % 3)));
  }),
].filter((daily) => tooThin(dailyDeliveries(throughputOf(daily)), { from: today }) === null);

test('agrees with the exact percentiles within one day, on histories with many days without a delivery', () => {
  expect(sparse.length).toBeGreaterThan(20);
  const off = sparse.flatMap((daily, at) =>
    [1, 5, 15].flatMap((items) => {
      const exact = new ExactForecast(daily);
      const odds = exact.odds(items, 400);
      const found = daysOfAll([completionOf(throughputOf(daily, at), items)]);
      return names
        .map((name) => [
          daily,
          items,
          name,
          daysBetween(today, found[name] ?? today),
          odds.findIndex((each) => each >= shares[name]),
        ])
        .filter(([, , , simulated, right]) => Math.abs(Number(simulated) - Number(right)) > 1);
    }),
  );
  expect(off).toEqual([]);
});

test('agrees with the exact numbers of cards within one card', () => {
  const off = sparse.flatMap((daily, at) =>
    [1, 7, 30].flatMap((days) => {
      const exact = new ExactForecast(daily);
      const found = countsBy(throughputOf(daily, at), addDays(today, days));
      return names
        .map((name) => [daily, days, name, found[name], exact.count(days, shares[name])])
        .filter(([, , , simulated, right]) => Math.abs(Number(simulated) - Number(right)) > 1);
    }),
  );
  expect(off).toEqual([]);
});

describe('several boards', () => {
  const boards = sparse.slice(0, 5).map((daily, at) => ({ daily, items: 4 + 2 * at, seed: 100 + at }));
  const completions = boards.map(({ daily, items, seed }) => completionOf(throughputOf(daily, seed), items));
  const exact = boards.map(({ daily, items }) => new ExactForecast(daily).odds(items, 400));
  const exactOdds = (day: number) => exact.reduce((product, odds) => product * (odds[day] as number), 1);

  test('are done with the product of their exact probabilities, within two points on every day', () => {
    const days = Array.from({ length: 300 }, (_, day) => day);
    const furthest = Math.max(
      ...days.map((day) => Math.abs(oddsOfAll(completions, addDays(today, day)) - exactOdds(day))),
    );
    expect(furthest).toBeLessThan(0.02);
    expect(furthest).toBeGreaterThan(0);
  });

  test('have percentiles of that product, later than the latest of their own', () => {
    const all = daysOfAll(completions);
    const latest = completions
      .map((each) => daysOfAll([each]))
      .reduce((most, each) => ((most.p85 ?? '') > (each.p85 ?? '') ? most : each));
    expect(all.p50! > latest.p50!).toBe(true);
    for (const name of names) {
      const right = Array.from({ length: 400 }, (_, day) => day).find(
        (day) => exactOdds(day) >= shares[name],
      );
      expect(Math.abs(daysBetween(today, all[name] as string) - (right as number))).toBeLessThanOrEqual(1);
    }
  });

  test('count their days from their own today, each to the end of the same date', () => {
    const daily = Array<number>(30).fill(1);
    const here = completionOf(throughputOf(daily), 5);
    const ahead = completionOf(throughputOf(daily, 7, addDays(today, 1)), 5);
    expect(daysOfAll([here]).p95).toBe(addDays(today, 5));
    expect(daysOfAll([ahead, here]).p95).toBe(addDays(today, 6));
  });
});

test('has the percentiles of the forecast of a single card, on days on which the board works', () => {
  const steady = throughputOf([2, 0, 1, 1, 3, 0, 0, 1, 1, 2, 0, 1, 0, 0]);
  const days = daysOfAll([completionOf(steady, 6, weekdays)]);
  const card = forecastDelivery({ ...steady, ahead: 6 }) as { p50: string };
  expect(Math.abs(daysBetween(card.p50, days.p50 as string))).toBeLessThanOrEqual(2);
  for (const name of names) expect([0, 6]).not.toContain(new Date(days[name] as string).getUTCDay());
});

test('says the same of a day, of its percentile and of the number of cards', () => {
  const throughput = throughputOf(sparse[1] as number[]);
  const items = 8;
  const { p85 } = daysOfAll([completionOf(throughput, items, weekdays)]);
  for (const later of [-1, 0, 1, 7]) {
    const by = addDays(p85 as string, later);
    const question = { items, by, calendar: weekdays };
    const { completion, counts } = simulateQuestion(dailyDeliveries(throughput), throughput, question);
    const isSure = oddsOfAll([completion!], by) >= 0.85;
    expect([later, isSure]).toEqual([later, later >= 0]);
    expect(completion!.odds).toEqual(completionOf(throughput, items, weekdays).odds);
    expect(counts).toEqual(countsBy(throughput, by, weekdays));
    expect([later, counts!.p85 >= items]).toEqual([later, isSure]);
    expect([later, (daysOfAll([completion!]).p85 as string) <= by]).toEqual([later, isSure]);
    expect(Object.values(counts!)).toEqual(Object.values(counts!).toSorted((one, other) => other - one));
  }
});

test('counts a day off as the last working day before', () => {
  // The first of May 2026 is a Friday, so nothing is delivered before Monday.
  const daily = throughputOf(Array<number>(30).fill(1));
  const completion = completionOf(daily, 2, weekdays);
  const odds = ['2026-05-03', '2026-05-04'].map((day) => oddsOfAll([completion], day));
  expect(odds).toEqual([0, 1]);
  expect(daysOfAll([completion]).p50).toBe('2026-05-04');
  const by = (day: string) => countsBy(daily, day, weekdays).p50;
  expect([by('2026-05-03'), by('2026-05-04')]).toEqual([0, 3]);
});

test('gives no day beyond two years, and spends no time on what is out of reach', () => {
  const slow = throughputOf(Array.from({ length: 120 }, (_, day) => (day % 12 === 0 ? 1 : 0)));
  const edge = daysOfAll([completionOf(slow, 58)]);
  expect(edge.p50).not.toBeNull();
  expect(edge.p95).toBeNull();
  expect(completionOf(slow, 10_000)).toMatchObject({ odds: [0] });
  expect(daysOfAll([completionOf(slow, 10_000)])).toEqual({ p50: null, p70: null, p85: null, p95: null });
});

test('never says a probability above 95% or below 5%', () => {
  expect([1, 0.951, 0.95, 0.949, 0.5, 0.05, 0.049, 0].map(chanceOf)).toEqual([
    { percent: 95, bound: 'above' },
    { percent: 95, bound: 'above' },
    { percent: 95, bound: null },
    { percent: 95, bound: null },
    { percent: 50, bound: null },
    { percent: 5, bound: null },
    { percent: 5, bound: 'below' },
    { percent: 5, bound: 'below' },
  ]);
});

test('is the same for the same history and seed, and another for another seed', () => {
  const odds = (seed: number) => completionOf(throughputOf(sparse[0] as number[], seed), 5).odds;
  expect(odds(1)).toEqual(odds(1));
  expect(odds(2)).not.toEqual(odds(1));
});

test('counts the days with deliveries', () => {
  const { days: _, ...rest }: DailyDeliveries = dailyDeliveries(throughputOf([0, 3, 0, 1]));
  expect(rest).toEqual({ sample: 4, daysWithDeliveries: 2 });
});
