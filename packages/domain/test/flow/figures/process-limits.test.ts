import { expect, test } from '@jest/globals';
import { processLimits } from '../../../src/index.js';

test('limits are the mean and 2.66 mean moving ranges around it', () => {
  // Ranges 2, 1, 3, 4, 2: their mean is 2.4.
  expect(processLimits([5, 7, 6, 9, 5, 7])).toEqual({
    mean: 6.5,
    lower: expect.closeTo(6.5 - 2.66 * 2.4),
    upper: expect.closeTo(6.5 + 2.66 * 2.4),
    signals: [],
  });
});

test('fewer than six values have no limits', () => {
  expect(processLimits([5, 7, 6, 9, 5])).toBeNull();
});

test('a value outside the limits is a signal, and the lower limit of counts is never below 0', () => {
  const limits = processLimits([4, 5, 4, 5, 4, 30, 4, 5, 4, 5, 4, 5]);
  expect(limits).toMatchObject({ lower: 0, signals: [{ at: 5, kind: 'above' }] });
});

test('the eighth value in a row on one side of the mean is a signal, and one equal to it ends the row', () => {
  const low = [4, 5, 4, 5, 4, 5, 4, 5];
  const high = low.map((value) => value + 4);
  const atOnce = processLimits([...low, ...high]);
  expect(atOnce?.signals).toEqual([
    { at: 7, kind: 'run' },
    { at: 15, kind: 'run' },
  ]);
  expect(processLimits([...low.slice(0, 7), 6.5, ...high.slice(1)])?.signals).toEqual([]);
});
