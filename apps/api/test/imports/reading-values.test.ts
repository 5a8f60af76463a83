import { expect, test } from '@jest/globals';
import type { ImportSource } from '@weir/contract';
import { datesOf } from '../../src/imports/planning/card-dates.js';
import { kindOfColumn, kindsOfColumns } from '../../src/imports/planning/column-kinds.js';
import { freeKey, newColumns } from '../../src/imports/planning/default-plan.js';
import { orderIn, readInstant, strongerOrder } from '../../src/imports/tables/dates.js';

test.each([
  ['2026-03-04', '2026-03-04T12:00:00.000Z'],
  ['2026-03-04 09:30', '2026-03-04T09:30:00.000Z'],
  ['2026-03-04T09:30:00+02:00', '2026-03-04T07:30:00.000Z'],
  ['2026-03-04 09:30:15 +0100', '2026-03-04T08:30:15.000Z'],
  ['04.03.2026', '2026-03-04T12:00:00.000Z'],
  ['04.03.26 18:05', '2026-03-04T18:05:00.000Z'],
  ['04/Mar/26 3:04 PM', '2026-03-04T15:04:00.000Z'],
  ['4. März 2026', '2026-03-04T12:00:00.000Z'],
  ['Wed Mar 04 2026 14:47:00 GMT+0000 (GMT)', '2026-03-04T14:47:00.000Z'],
  ['March 4, 2026', '2026-03-04T00:00:00.000Z'],
  ['31.02.2026', null],
  ['soon', null],
  ['99999-01-01', null],
  ['1', null],
])('%s is read as %s', (text, instant) => {
  expect(readInstant(text, 'dayFirst')).toBe(instant);
});

test('the order of day and month is found if one of them is above 12', () => {
  expect(readInstant('03/04/2026', 'monthFirst')).toBe('2026-03-04T12:00:00.000Z');
  expect(readInstant('03/04/2026', 'dayFirst')).toBe('2026-04-03T12:00:00.000Z');
  const order = (...texts: string[]) => texts.map(orderIn).reduce(strongerOrder, null);
  expect(order('03/04/2026', '13/04/2026', '', '05/06/2026')).toBe('dayFirst');
  expect(order('03/04/2026', '04/13/2026')).toBe('monthFirst');
  expect(order('03-04-2026', '4/5/26 10:00')).toBe('dayFirst');
  expect(order('soon', '03/04/2026')).toBe('either');
  expect(order('2026-03-04', '04.03.2026', '04/Mar/26 3:04 PM', '2026/03/04')).toBe(null);
});

test.each([
  ['Backlog', 'queue'],
  ['To Do', 'queue'],
  ['todo', 'queue'],
  ['Things To Do', 'queue'],
  ['Als Nächstes', 'queue'],
  ['Ready for review', 'active'],
  ['In Progress', 'active'],
  ['Newsletter', 'active'],
  ['Läuft', 'active'],
  ['Done ✅', 'done'],
  ['Erledigt', 'done'],
  ['Undone', 'active'],
  ['Canceled', null],
  ["Won't do", null],
])('the column %s is of the kind %s', (name, kind) => {
  expect(kindOfColumn({ name })).toBe(kind);
});

test.each([
  [
    ['やること', '作業中', '終わり'],
    ['queue', 'active', 'done'],
  ],
  [
    ['Doing', 'Review', 'Blocked'],
    ['active', 'active', 'active'],
  ],
  [
    ['Monday', 'Backlog', "Won't do", 'Friday'],
    ['active', 'queue', null, 'done'],
  ],
  [
    ['Alpha', 'Beta'],
    ['active', 'active'],
  ],
])('the columns %j are of the kinds %j', (names, kinds) => {
  expect(kindsOfColumns(names.map((name) => ({ name })))).toEqual(kinds);
});

const names = { queue: 'Queue', active: 'Active', done: 'Done' };
const sourceOf = (...columns: string[]): ImportSource => ({
  ...{ board: null, cards: 1, archived: 0, comments: 0, checklistItems: 0, links: 0 },
  ...{ labels: [], fields: [], people: [], table: null },
  columns: columns.map((name, at) => ({
    ref: `c${at}`,
    name,
    cards: 1,
    archived: 0,
    isArchived: false,
    limit: null,
  })),
});

test('a new board has the columns of the source by kind, at least one of each, and at most 30', () => {
  const shown = (source: ImportSource) =>
    newColumns(source, names).map(({ name, kind, from }) => [name, kind, from]);
  expect(shown(sourceOf('Done', 'Doing', 'Later', 'DOING', 'Canceled'))).toEqual([
    ['Later', 'queue', ['c2']],
    ['Doing', 'active', ['c1', 'c3']],
    ['Done', 'done', ['c0']],
  ]);
  expect(shown(sourceOf('Queue work'))).toEqual([
    ['Queue', 'queue', []],
    ['Queue work', 'active', ['c0']],
    ['Done', 'done', []],
  ]);
  const many = newColumns(sourceOf(...Array.from({ length: 50 }, (_, n) => `Step ${n}`)), names);
  expect(many.length).toBeLessThanOrEqual(30);
  expect(many.flatMap(({ from }) => from)).toHaveLength(50);
});

test('the key of a new board is free and follows its name', () => {
  expect(freeKey('Website', new Set())).toBe('WEBSITE');
  expect(freeKey('Website', new Set(['WEBSITE', 'WEBSITE2']))).toBe('WEBSITE3');
  expect(freeKey('Data and more data', new Set())).toBe('DAMD');
  expect(freeKey('Übersicht', new Set())).toBe('UBERSICH');
  expect(freeKey('3 点', new Set())).toBe('IMPORT');
});

const now = '2026-06-01T00:00:00.000Z';
const kindOf = (ref: string) => kindOfColumn({ name: ref });
const card = (more: object) => ({
  ...{
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    deliveredAt: null,
    updatedAt: null,
    moves: [],
    comments: [],
  },
  ...more,
});
const move = (day: string, to: string) => ({ at: `2026-${day}T00:00:00.000Z`, to });

test('the dates of a card follow its moves by the rules of a board', () => {
  const there = card({
    moves: [move('04-01', 'Done'), move('02-01', 'Doing'), move('02-10', 'Backlog'), move('03-01', 'Doing')],
  });
  expect(datesOf(there, 'done', kindOf, now)).toEqual({
    createdAt: '2026-01-01T00:00:00.000Z',
    committedAt: '2026-03-01T00:00:00.000Z',
    deliveredAt: '2026-04-01T00:00:00.000Z',
    enteredColumnAt: '2026-04-01T00:00:00.000Z',
    estimated: [],
    notes: [],
  });
});

test('dates are never in the future, missing dates are estimated, and reversed dates are kept', () => {
  const late = card({ createdAt: '2027-01-01T00:00:00.000Z', deliveredAt: '2027-02-01T00:00:00.000Z' });
  expect(datesOf(late, 'done', kindOf, now)).toMatchObject({
    ...{ createdAt: now, committedAt: now, deliveredAt: now },
    estimated: ['committedAt', 'deliveredAt'],
    notes: ['deliveryUnknown', 'startEstimated'],
  });
  const reversed = card({ startedAt: '2026-05-01T00:00:00.000Z', deliveredAt: '2026-02-01T00:00:00.000Z' });
  // The dates of the file are kept, so that the figures report them.
  expect(datesOf(reversed, 'done', kindOf, now)).toMatchObject({
    ...{ committedAt: reversed.startedAt, deliveredAt: reversed.deliveredAt },
    estimated: [],
    notes: ['datesReversed'],
  });
  expect(datesOf(card({}), 'active', kindOf, now)).toMatchObject({
    committedAt: now,
    notes: ['startEstimated'],
  });
  expect(datesOf(card({ updatedAt: '2026-03-01T00:00:00.000Z' }), 'done', kindOf, now)).toMatchObject({
    deliveredAt: '2026-03-01T00:00:00.000Z',
    notes: ['deliveryEstimated', 'startEstimated'],
  });
});
