import { expect, test } from '@jest/globals';
import { amountScale, amountTicks, apart, dayScale, dayTicks, sideways } from '@/features/flow/chart/plot';

const plot = { left: 40, right: 340, top: 20, bottom: 220 };

test('each day has a strip of the same width, and its point is in the middle, over a clock change too', () => {
  const { at, dayWidth } = dayScale('2026-10-24', '2026-10-26', plot);
  expect(dayWidth).toBe(100);
  expect(['2026-10-24', '2026-10-25', '2026-10-26'].map((day) => Math.round(at(day)))).toEqual([
    90, 190, 290,
  ]);
});

test('amounts begin at 0 and only whole ones are named', () => {
  const scale = amountScale(3, plot);
  expect([scale(0), scale(3)]).toEqual([220, 20]);
  expect(amountTicks(scale)).toEqual([0, 1, 2, 3]);
  expect(amountTicks(amountScale(0, plot))).toEqual([0, 1]);
});

test('names every day where there is room, else Mondays, else the firsts of months', () => {
  expect(dayTicks('2026-11-20', '2026-11-22', 4)).toEqual(['2026-11-20', '2026-11-21', '2026-11-22']);
  expect(dayTicks('2026-11-01', '2026-11-30', 5)).toEqual([
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ]);
  expect(dayTicks('2026-01-02', '2026-12-31', 4)).toEqual(['2026-04-01', '2026-07-01', '2026-10-01']);
});

test('moves texts apart that would overlap, in their order and within the picture', () => {
  expect(apart([100, 98, 50], 15, 0, 200)).toEqual([113, 98, 50]);
  expect(apart([198, 199, 200], 15, 0, 200)).toEqual([170, 185, 200]);
  expect(apart([0, 0], 15, 0, 200)).toEqual([0, 15]);
});

test('points on one place are side by side around it, and stay within their strip', () => {
  expect(sideways(['a', 'b', 'a'], 30, 6)).toEqual([-3, 0, 3]);
  const crowd = sideways(Array(20).fill('a'), 40, 6);
  expect(Math.max(...crowd) - Math.min(...crowd)).toBeLessThanOrEqual(40);
});
