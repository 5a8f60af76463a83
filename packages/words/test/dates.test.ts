import { globSync, readFileSync } from 'node:fs';
import { createWords } from '../src/catalogue.js';

const year = new Date().getUTCFullYear();
const noon = `${year}-06-15T12:00:00Z`;
const english = createWords('en', 'Europe/Berlin').dates;
const german = createWords('de', 'Europe/Berlin').dates;
const inIndia = createWords('en', 'Asia/Kolkata').dates;
const inCalifornia = createWords('en', 'America/Los_Angeles').dates;

test('an instant is worded in the reader’s zone and language, with the year if it is not the current one', () => {
  expect(english.instant('2019-06-15T12:00:00Z')).toBe('Sat, 15 Jun 2019, 14:00');
  expect(german.instant('2019-06-15T12:00:00Z')).toBe('Sa., 15. Juni 2019, 14:00');
  expect(english.instant(noon)).not.toContain(String(year));
});

test('an instant of a board is in the reader’s zone, which is named, with a minus sign, if the board’s clock differs', () => {
  expect(inCalifornia.instant(noon, 'Europe/Berlin')).toMatch(/05:00 GMT−7$/);
  expect(inIndia.instant(noon, 'Europe/Berlin')).toMatch(/17:30 GMT\+5:30$/);
  expect(english.instant(noon, 'Europe/Berlin')).toMatch(/14:00$/);
  expect(english.instant(noon, 'Europe/Paris')).toMatch(/14:00$/);
});

test('a day of a board’s calendar names the board’s zone if the reader’s clock differs', () => {
  expect(inCalifornia.day('2019-01-11', { zone: 'Europe/Berlin' })).toBe('Fri, 11 Jan 2019 CET');
  expect(english.day('2019-01-11', { zone: 'Europe/Berlin', long: true })).toBe('Friday, 11 January 2019');
  expect(german.day('2019-01-11', { zone: 'America/New_York' })).toBe('Fr., 11. Jan. 2019 GMT−5');
  expect(inCalifornia.foreignZone('Europe/Berlin')).toMatch(/^CES?T$/);
  expect(english.foreignZone('Europe/Paris')).toBeNull();
  expect(english.shortDay('2019-01-11', 'Europe/Berlin')).toBe('11 Jan 2019');
  expect(inCalifornia.shortDay('2019-01-11', 'Europe/Berlin')).toBe('11 Jan 2019 CET');
});

test('a day that no calendar has is shown as it is', () => {
  for (const day of ['20260-01-01', 'infinity', '0044-03-15 BC'])
    expect([day, english.shortDay(day)]).toEqual([day, day]);
  expect(english.day('20260-01-01', { zone: 'Asia/Kolkata' })).toBe('20260-01-01');
});

test('a reader whose zone is not known gets the board’s, or UTC, and its name', () => {
  const { instant, day, dayOf } = createWords('en', null).dates;
  expect(instant(noon, 'Europe/Berlin')).toMatch(/14:00 CEST$/);
  expect(instant(noon)).toMatch(/12:00 UTC$/);
  expect(day('2019-01-11', { zone: 'Europe/Berlin' })).toBe('Fri, 11 Jan 2019');
  expect(dayOf('2019-01-11T23:30:00Z', 'Europe/Berlin')).toBe('Sat, 12 Jan 2019 CET');
});

test('an instant in a text that others read too is in the board’s zone, named for all of them', () => {
  for (const { instantIn } of [english, inCalifornia])
    expect(instantIn(noon, 'Europe/Berlin')).toMatch(/14:00 CEST$/);
});

test('the day of an instant is the reader’s', () => {
  expect(inCalifornia.dayOf('2019-01-11T02:00:00Z')).toBe('Thu, 10 Jan 2019');
  expect(inCalifornia.dayOf('2019-01-11T02:00:00Z', 'Europe/Berlin')).toBe('Thu, 10 Jan 2019 GMT−8');
  expect(english.dayOf('2019-01-11T02:00:00Z', 'Europe/Berlin')).toBe('Fri, 11 Jan 2019');
});

test('midnight is the start of its day', () => {
  expect(english.instant('2019-01-10T23:00:00Z')).toBe('Fri, 11 Jan 2019, 00:00');
  expect(german.instant('2019-01-10T23:00:00Z')).toBe('Fr., 11. Jan. 2019, 00:00');
});

test('a month is worded short or long', () => {
  expect(english.month('2026-11')).toBe('Nov 2026');
  expect(german.month('2026-03', 'long')).toBe('März 2026');
});

test('no other file formats a date', () => {
  const places = ['apps/*/src/**/*.{ts,tsx}', 'packages/{words,contract,domain}/src/**/*.ts'];
  const root = new URL('../../../', import.meta.url);
  const formats =
    /\.toLocale(Date|Time)?String\(|Intl\.(DateTimeFormat|RelativeTimeFormat)|format\.(dateTime|relativeTime)/;
  // These cases read which zones exist, which zone a browser has, or which day it is in a zone.
  const own = [
    'packages/contract/src/values/time.ts',
    'packages/domain/src/time/plain-date.ts',
    'apps/api/src/http/reader-words.ts',
    'apps/web/src/lib/words/reader.ts',
    'apps/web/src/lib/words/reader-provider.tsx',
    'packages/words/src/dates.ts',
  ];
  const found = globSync(places, { cwd: root }).filter((path) =>
    formats.test(readFileSync(new URL(path, root), 'utf8')),
  );
  expect(found.sort()).toEqual(own.sort());
});

test('a span is worded in its largest whole unit, rounded down, or up for a wait', () => {
  expect(english.duration(4.9 * 86_400)).toBe('4 days');
  expect(english.duration(1.9 * 3600)).toBe('1 hour');
  expect(english.duration(13 * 86_400)).toBe('13 days');
  expect(english.duration(14 * 86_400)).toBe('2 weeks');
  expect(english.duration(61, Math.ceil)).toBe('2 minutes');
  expect(english.duration(0.2)).toBe('a moment');
  expect(german.duration(86_400)).toBe('1 Tag');
  expect(english.hours(96)).toBe('4 days');
  expect(english.hours(1)).toBe('1 hour');
  expect(german.hours(36)).toBe('36 Stunden');
});

test('an event of this moment is never in the future', () => {
  expect(english.relative(20_000)).toBe('just now');
  expect(english.relative(-20_000)).toBe('just now');
  expect(english.relative(45_000)).toBe('in a moment');
  expect(english.relative(-3 * 3600_000)).toBe('3 hours ago');
  expect(german.relative(2 * 86_400_000)).toBe('übermorgen');
});
