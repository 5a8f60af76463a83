import { describe, expect, test } from '@jest/globals';
import { lastMailTime } from '../../src/index.js';

const last = (choice: 'hourly' | 'daily', now: string, zone: string) =>
  lastMailTime(choice, new Date(now), zone).toISOString();

describe('mails of new requests', () => {
  test.each([
    ['UTC', '2026-11-26T09:59:59.999Z', '2026-11-26T09:00:00.000Z'],
    ['Europe/Berlin', '2026-11-26T09:00:00.000Z', '2026-11-26T09:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-26T09:00:00.000Z', '2026-11-26T08:30:00.000Z'],
    // The hour that Berlin has twice on 25 October.
    ['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T00:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25T01:00:00.000Z'],
    ['America/Los_Angeles', '2026-03-08T10:10:00.000Z', '2026-03-08T10:00:00.000Z'],
  ])('hourly ones are due at each full hour in %s, also at %s', (zone, now, expected) => {
    expect(last('hourly', now, zone)).toBe(expected);
  });

  test.each([
    ['America/Los_Angeles', '2026-11-26T15:59:59.999Z', '2026-11-25T16:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-26T16:00:00.000Z', '2026-11-26T16:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-26T02:30:00.000Z', '2026-11-26T02:30:00.000Z'],
    ['Asia/Kolkata', '2026-11-26T20:00:00.000Z', '2026-11-26T02:30:00.000Z'],
    // Summer time begins and ends.
    ['Europe/Berlin', '2026-03-28T12:00:00.000Z', '2026-03-28T07:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29T06:00:00.000Z', '2026-03-29T06:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T06:30:00.000Z', '2026-10-24T06:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T07:00:00.000Z', '2026-10-25T07:00:00.000Z'],
    ['America/Los_Angeles', '2026-03-08T15:00:00.000Z', '2026-03-08T15:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-01T15:59:00.000Z', '2026-10-31T15:00:00.000Z'],
  ])('daily ones are due at eight in the morning in %s, also at %s', (zone, now, expected) => {
    expect(last('daily', now, zone)).toBe(expected);
  });
});
