import { expect, test } from '@jest/globals';
import { nextMailTime } from '../../src/index.js';

const berlin = 'Europe/Berlin';
const night = { from: '22:00', until: '07:00' };

test.each([
  ['by day at once', { quietHours: night, daily: false }, '2026-11-26T20:59', '2026-11-26T20:59'],
  [
    'in the evening the next morning',
    { quietHours: night, daily: false },
    '2026-11-26T21:00',
    '2026-11-27T06:00',
  ],
  [
    'after midnight the same morning',
    { quietHours: night, daily: false },
    '2026-11-27T05:59',
    '2026-11-27T06:00',
  ],
  ['when they end at once', { quietHours: night, daily: false }, '2026-11-27T06:00', '2026-11-27T06:00'],
  [
    'in the night when summer time ends',
    { quietHours: night, daily: false },
    '2026-10-24T22:30',
    '2026-10-25T06:00',
  ],
  [
    'at noon after noon',
    { quietHours: { from: '12:00', until: '13:30' }, daily: false },
    '2026-11-26T11:10',
    '2026-11-26T12:30',
  ],
  ['daily at eight', { quietHours: null, daily: true }, '2026-11-26T07:01', '2026-11-27T07:00'],
  ['daily on the same day', { quietHours: null, daily: true }, '2026-11-26T04:00', '2026-11-26T07:00'],
  [
    'daily after quiet hours that include eight',
    { quietHours: { from: '20:00', until: '09:30' }, daily: true },
    '2026-11-26T12:00',
    '2026-11-27T08:30',
  ],
])('mails of notices go out %s', (_, times, now, expected) => {
  const at = new Date(`${now}:00Z`);
  expect(nextMailTime(times, at, at, berlin).toISOString()).toBe(`${expected}:00.000Z`);
});

test('a daily mail that is late goes out at once', () => {
  const [at, now] = [new Date('2026-11-26T12:00:00Z'), new Date('2026-11-28T12:00:00Z')];
  expect(nextMailTime({ quietHours: null, daily: true }, at, now, berlin)).toEqual(now);
});
