import { expect, test } from '@jest/globals';
import { namesIn } from '@/features/flow/filters/names-in';
import { daysOf, isFiltered, noFilter, queryOf, readShown, writeShown } from '@/features/flow/filters/shown';

const read = (query: string) => readShown(new URLSearchParams(query));
const today = '2026-11-28';

test('shows 90 days by week if the address names nothing, or something impossible', () => {
  const usual = { period: 90, by: 'week', boards: [], filter: noFilter };
  expect(read('')).toEqual(usual);
  expect(read('days=7&by=year&class=urgent&boards=no,$x&from=2026-12-01&to=2026-01-01')).toEqual(usual);
  expect(daysOf(read(''), today)).toEqual({ from: '2026-08-31', to: today });
});

test('an address shows what it was made from', () => {
  for (const query of [
    '',
    'days=365',
    'from=2026-01-01&to=2026-03-31&by=day&boards=PLAT%2COPS&class=expedite%2CfixedDate&label=Bug&assignee=me%2Cnone&team=Core&lane=none',
  ])
    expect(`${writeShown(read(query))}`).toBe(query);
  expect([isFiltered(read('days=30')), isFiltered(read('lane=none'))]).toEqual([false, true]);
});

test('asks for all figures of the same cards, for throughput by period, and for requests without filters of cards', () => {
  const shown = read('days=30&by=day&boards=PLAT&class=expedite');
  const days = 'from=2026-10-30';
  expect(queryOf('cfd', shown, today)).toBe(`?${days}&boards=PLAT&class=expedite`);
  expect(queryOf('throughput', shown, today)).toBe(`?${days}&by=day&boards=PLAT&class=expedite`);
  expect(queryOf('requests', shown, today)).toBe(`?${days}&boards=PLAT`);
});

test('a period up to today names no last day to the API, because the boards’ day can be behind the reader’s', () => {
  expect(queryOf('cfd', read('days=30'), today)).toBe('?from=2026-10-30');
  expect(queryOf('cfd', read('from=2026-01-01&to=2026-03-31'), today)).toBe('?from=2026-01-01&to=2026-03-31');
});

test('names are taken as typed, without spaces around them and without empty ones', () => {
  expect(namesIn(' Bug, Tech debt ,,')).toEqual(['Bug', 'Tech debt']);
  expect(namesIn('')).toEqual([]);
});
