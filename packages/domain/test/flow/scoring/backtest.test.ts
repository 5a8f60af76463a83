import {
  addDays,
  type Backtest,
  backtest,
  brierScore,
  dailyDeliveries,
  daysBetween,
  daysOfAll,
  type Past,
  recordFault,
  simulateQuestion,
} from '../../../src/index.js';
import { aDay, randomOf, throughputOf, today } from '../synthetic-board.js';

const calendar = { timeZone: 'UTC', workingHours: null };
const seedOf = (day: string) => daysBetween('2020-01-01', day);

function pastOf(daily: readonly number[], window = 120): Past {
  const from = addDays(today, -daily.length);
  const deliveries = daily.map((cards, at) => ({ day: addDays(from, at), reopened: null, cards }));
  return { deliveries: deliveries.filter(({ cards }) => cards > 0), from, today, calendar, window, seedOf };
}

function run(past: Past): Backtest {
  const steps = backtest(past);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

test('a board that delivers a card a day keeps every promise and surpasses none', () => {
  const result = run(pastOf(Array.from({ length: 100 }, () => 1)));
  // Ten days of history first, and the last forecasts must be over.
  expect(result).toMatchObject({ windows: 83, from: addDays(today, -90), to: addDays(today, -8) });
  for (const { p50, p85 } of [result.doneBy, result.delivered])
    for (const promises of [p50, p85])
      expect(promises).toEqual({ forecasts: 83, held: 83, surpassed: 0, covered: 89, days: 581 });
  expect(result.chances).toEqual([{ percent: 95, forecasts: 83, happened: 83, baselineWrong: 0 }]);
});

test('each past day has the forecast that was possible on it, and what happened later', () => {
  const random = randomOf(5);
  const daily = Array.from({ length: 90 }, () => aDay(random, 0.6, 1.5));
  const result = run(pastOf(daily, 30));
  const expected = { forecasts: 0, held: 0, surpassed: 0 };
  let error = 0;
  for (let at = 1; at < 82; at += 1) {
    const day = addDays(today, at - 90);
    const known = daily.slice(Math.max(0, at - 30), at);
    if (known.reduce((sum, each) => sum + each, 0) < 10 || known.filter(Boolean).length < 5) continue;
    const throughput = throughputOf(known, seedOf(day), day);
    const items = Math.max(1, Math.round((known.reduce((sum, each) => sum + each, 0) / known.length) * 7));
    const by = addDays(day, 7);
    const { completion } = simulateQuestion(
      dailyDeliveries(throughput),
      throughput,
      { items, by, calendar },
      2_000,
    );
    const { p50, p95 } = daysOfAll([completion!]);
    if (p95! >= today) continue;
    const doneIn = (days: number) =>
      daily.slice(at + 1, at + 1 + days).reduce((sum, each) => sum + each, 0) >= items;
    expected.forecasts += 1;
    if (doneIn(daysBetween(day, p50!))) expected.held += 1;
    if (doneIn(daysBetween(day, p50!) - 1)) expected.surpassed += 1;
    const odds = completion!.odds[7]!;
    error +=
      ((odds > 0.95 ? 0.95 : odds < 0.05 ? 0.05 : Math.round(odds * 100) / 100) - (doneIn(7) ? 1 : 0)) ** 2;
  }
  expect(expected.forecasts).toBeGreaterThan(50);
  expect(result.doneBy.p50).toMatchObject(expected);
  expect(brierScore(result.chances)?.score).toBeCloseTo(error / expected.forecasts, 12);
});

test('a card that was reopened was known as delivered until then, and happens at its last delivery', () => {
  const past = pastOf(Array.from({ length: 100 }, () => 1));
  // Ten cards more on each of five days long ago, all reopened after 60 days: forecasts before that knew them.
  const first = Array.from({ length: 5 }, (_, at) => ({
    day: addDays(past.from, at),
    reopened: addDays(past.from, 60),
    cards: 10,
  }));
  const result = run({ ...past, deliveries: [...first, ...past.deliveries] });
  expect(result.doneBy.p85.forecasts).toBeGreaterThan(83);
  expect(result.doneBy.p85.held).toBeLessThan(result.doneBy.p85.forecasts);
  const undone = first.map((each) => ({
    ...each,
    day: addDays(past.from, 98),
    reopened: addDays(past.from, 99),
  }));
  expect(run({ ...past, deliveries: [...past.deliveries, ...undone] })).toEqual(run(past));
});

test('a short history has no past days', () => {
  expect(run(pastOf([1, 2, 0, 4]))).toMatchObject({ windows: 0, from: null, to: null, chances: [] });
  expect(run(pastOf([]))).toMatchObject({ windows: 0 });
});

test('at most 5% of boards that deliver as they always did are warned, and most whose pace changed are', () => {
  /** The pace of the second half of 180 days, against that of the first: 0.5, 1 or 2. */
  const faults = (boards: number, pace: number) =>
    Array.from({ length: boards }, (_, at) => {
      const random = randomOf(at + 1);
      const [share, mean] = [0.5 + (at % 4) / 10, 1 + (at % 3) / 2];
      const one = (delivers: number) => aDay(random, delivers, mean);
      const daily = Array.from({ length: 180 }, (_each, day) =>
        day < 90 || pace === 1 ? one(share) : pace > 1 ? one(share) + one(share) : one(share * pace),
      );
      return recordFault(run(pastOf(daily)).doneBy);
    });
  const count = (all: readonly unknown[], fault: string) => all.filter((each) => each === fault).length;
  const steady = faults(24, 1);
  expect(count(steady, 'tooSure') + count(steady, 'tooCautious')).toBeLessThanOrEqual(1);
  const [faster, slower] = [faults(6, 2), faults(6, 0.5)];
  expect([count(faster, 'tooSure'), count(slower, 'tooCautious')]).toEqual([0, 0]);
  expect(count(faster, 'tooCautious')).toBeGreaterThanOrEqual(4);
  expect(count(slower, 'tooSure')).toBeGreaterThanOrEqual(4);
});
