import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  instantAt,
  nextOccurrence,
  occurrencesBetween,
  type Schedule,
  todayIn,
} from '../../src/index.js';

const zone = 'Europe/Berlin';
const plain = { at: '09:00', from: '2026-01-01', until: null };

/** The first `count` days of a schedule after a day. */
function daysAfter(schedule: Schedule, day: string, count: number, timeZone = zone): (string | undefined)[] {
  let after: Date | null = instantAt(day, 0, timeZone);
  return Array.from({ length: count }, () => {
    after = after && nextOccurrence(schedule, timeZone, after);
    return after?.toISOString();
  });
}

test('recurs every so many days, on weekdays of every so many weeks, and on a day of the month', () => {
  expect(daysAfter({ ...plain, unit: 'days', every: 10 }, '2026-01-02', 2)).toEqual([
    '2026-01-11T08:00:00.000Z',
    '2026-01-21T08:00:00.000Z',
  ]);
  // 1 January 2026 is a Thursday. Its week counts, but nothing before it does.
  expect(daysAfter({ ...plain, unit: 'weeks', every: 2, weekdays: [5, 1] }, '2025-12-01', 4)).toEqual([
    '2026-01-02T08:00:00.000Z',
    '2026-01-12T08:00:00.000Z',
    '2026-01-16T08:00:00.000Z',
    '2026-01-26T08:00:00.000Z',
  ]);
  expect(daysAfter({ ...plain, unit: 'months', every: 1, dayOfMonth: 31 }, '2026-01-31', 3)).toEqual([
    '2026-01-31T08:00:00.000Z',
    '2026-02-28T08:00:00.000Z',
    '2026-03-31T07:00:00.000Z',
  ]);
});

test('ends with its last day, and never comes before its first', () => {
  const schedule: Schedule = { ...plain, until: '2026-01-02', unit: 'days', every: 1 };
  expect(daysAfter(schedule, '2025-06-01', 3)).toEqual([
    '2026-01-01T08:00:00.000Z',
    '2026-01-02T08:00:00.000Z',
    undefined,
  ]);
  expect(nextOccurrence({ ...schedule, from: '2026-01-03' }, zone, '2020-01-01T00:00:00Z')).toBeNull();
});

test('comes once on a day whose hour summer time skips or repeats', () => {
  const at = (time: string): Schedule => ({ ...plain, at: time, unit: 'days', every: 1 });
  // In Berlin 2:30 is skipped on 29 March 2026, and comes twice on 25 October.
  expect(daysAfter(at('02:30'), '2026-03-28', 3)).toEqual([
    '2026-03-28T01:30:00.000Z',
    '2026-03-29T01:30:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
  expect(daysAfter(at('02:30'), '2026-10-24', 3)).toEqual([
    '2026-10-24T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('counts what came between two moments, up to a maximum', () => {
  const schedule: Schedule = { ...plain, unit: 'days', every: 1 };
  const between = { after: '2026-01-01T08:00:00Z', to: '2026-01-04T08:00:00Z' };
  const last = new Date('2026-01-04T08:00:00Z');
  expect(occurrencesBetween(schedule, zone, { ...between, most: 9 })).toEqual({ count: 3, last });
  expect(occurrencesBetween(schedule, zone, { ...between, most: 1 }).count).toBe(1);
});

const day = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2024-01-01', days));
const schedules: fc.Arbitrary<Schedule> = fc
  .record({ every: fc.integer({ min: 1, max: 12 }), from: day, minutes: fc.integer({ min: 0, max: 1439 }) })
  .chain(({ every, from, minutes }) => {
    const at = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const shared = { every, from, at, until: null };
    return fc.oneof(
      fc.constant<Schedule>({ ...shared, unit: 'days' }),
      fc
        .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
        .map((weekdays): Schedule => ({ ...shared, unit: 'weeks', weekdays })),
      fc
        .integer({ min: 1, max: 31 })
        .map((dayOfMonth): Schedule => ({ ...shared, unit: 'months', dayOfMonth })),
    );
  });
const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
);

test('the next occurrence is the first day that the schedule has, whatever day it is asked on', () => {
  fc.assert(
    fc.property(schedules, zones, day, (schedule, timeZone, asked) => {
      const after = instantAt(asked, 600, timeZone);
      const next = nextOccurrence(schedule, timeZone, after) as Date;
      expect(next.getTime()).toBeGreaterThan(after.getTime());
      const found = todayIn(next, timeZone);
      expect(isOn(schedule, found)).toBe(true);
      // No day in between is one of the schedule's.
      let each = addDays(todayIn(after, timeZone), 1);
      for (let looked = 0; each < found && looked < 60; looked += 1, each = addDays(each, 1))
        expect([each, isOn(schedule, each)]).toEqual([each, false]);
    }),
    { numRuns: 100 },
  );
});

/** By its definition: one day at a time, with nothing computed ahead. */
function isOn(schedule: Schedule, each: string): boolean {
  if (each < schedule.from) return false;
  const days = (Date.parse(each) - Date.parse(schedule.from)) / 86_400_000;
  const weekday = (of: string) => new Date(of).getUTCDay() || 7;
  switch (schedule.unit) {
    case 'days':
      return days % schedule.every === 0;
    case 'weeks': {
      const weeks = Math.floor((days + weekday(schedule.from) - 1) / 7);
      return weeks % schedule.every === 0 && schedule.weekdays.includes(weekday(each));
    }
    case 'months': {
      const [date, from] = [new Date(each), new Date(schedule.from)];
      const months =
        (date.getUTCFullYear() - from.getUTCFullYear()) * 12 + date.getUTCMonth() - from.getUTCMonth();
      const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      return months % schedule.every === 0 && date.getUTCDate() === Math.min(schedule.dayOfMonth, last);
    }
  }
}
