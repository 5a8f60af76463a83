import { expect, test } from '@jest/globals';
import { periodsOf, runningTotals } from '../../../src/index.js';

// 2 March 2026 is a Monday.
const window = { from: '2026-03-04', to: '2026-03-24', today: '2026-03-24', beginning: '2026-03-01' };

test('weeks begin on Monday, and those that are cut off or not over are not complete', () => {
  expect(periodsOf({ ...window, unit: 'week' })).toEqual([
    { from: '2026-03-04', to: '2026-03-08', complete: false },
    { from: '2026-03-09', to: '2026-03-15', complete: true },
    { from: '2026-03-16', to: '2026-03-22', complete: true },
    { from: '2026-03-23', to: '2026-03-24', complete: false },
  ]);
});

test('a period that began before the history is not complete', () => {
  const complete = periodsOf({ ...window, unit: 'week', beginning: '2026-03-10' }).map(
    (each) => each.complete,
  );
  expect(complete).toEqual([false, false, true, false]);
});

test('today is not over', () => {
  const days = periodsOf({ ...window, from: '2026-03-22', unit: 'day' });
  expect(days.map(({ from, complete }) => [from, complete])).toEqual([
    ['2026-03-22', true],
    ['2026-03-23', true],
    ['2026-03-24', false],
  ]);
});

test('totals run on over days without a change', () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-03'];
  expect(
    runningTotals(
      days,
      new Map([
        ['2026-03-01', 3],
        ['2026-03-03', -1],
      ]),
    ),
  ).toEqual([3, 3, 2]);
});
