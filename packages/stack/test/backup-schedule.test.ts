import { expect, test } from '@jest/globals';
import { whatIsDue } from '../src/backup/schedule.js';

const now = new Date('2026-12-03T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const daily = { backupHours: 24, drillHours: 168 };
const never = { any: null, good: null };
const good = (hours: number) => ({ any: hoursAgo(hours), good: hoursAgo(hours) });

test('a backup is due a day after the last good one, and a drill a week after the last good drill', () => {
  expect(whatIsDue({ backup: never, drill: never }, now, daily)).toBe('backup');
  expect(whatIsDue({ backup: good(25), drill: good(1) }, now, daily)).toBe('backup');
  expect(whatIsDue({ backup: good(2), drill: never }, now, daily)).toBe('drill');
  expect(whatIsDue({ backup: good(2), drill: good(169) }, now, daily)).toBe('drill');
  expect(whatIsDue({ backup: good(2), drill: good(2) }, now, daily)).toBe(null);
});

test('after a failed backup the next attempt is an hour later', () => {
  const failed = (hours: number) => ({ any: hoursAgo(hours), good: hoursAgo(48) });
  expect(whatIsDue({ backup: failed(0.5), drill: good(1) }, now, daily)).toBe(null);
  expect(whatIsDue({ backup: failed(1), drill: good(1) }, now, daily)).toBe('backup');
});

test('nothing is due where backups and drills are switched off', () => {
  expect(whatIsDue({ backup: good(999), drill: good(999) }, now, { backupHours: 0, drillHours: 0 })).toBe(
    null,
  );
});
