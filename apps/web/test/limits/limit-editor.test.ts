import { expect, it } from '@jest/globals';
import { type Limit, NewLimit } from '@weir/contract';
import { limitCapacity } from '@weir/domain';
import { createWords } from '@weir/words/catalogue';
import { limitEffect } from '@/features/limits/editor/limit-effect';
import { isSameLimit, limitChangeOf, newLimitOf, valuesOf } from '@/features/limits/editor/limit-values';
import { tighterLimit } from '@/features/limits/editor/tighter-limit';
import { maxHint } from '@/features/limits/limit-texts';
import { budgetRefusal, budgetText, overrideCost } from '@/features/limits/override-budget';
import type { LimitSubject } from '@/lib/board/limit-subjects';
import { aBoard } from '../a-board.ts';

const { t, dates } = createWords('en');
const dev = '0193a000-0000-7000-8000-000000000001';
const review = '0193a000-0000-7000-8000-000000000002';
const column: LimitSubject = { scope: 'column', columnId: dev };
const bao: LimitSubject = { scope: 'person', userId: review, across: 'board' };
const limit: Limit = {
  id: '0193a000-0000-7000-8000-000000000003',
  scope: 'column',
  columnId: dev,
  max: 5,
  mode: 'block',
  load: 6,
  passedLately: 0,
};

type Mode = Limit['mode'];
const effect = (subject: LimitSubject, mode: Mode, room: Parameters<typeof limitCapacity>[0], name = 'Dev') =>
  limitEffect(t, subject, mode, limitCapacity(room), name);

it('says what a limit below its load means today, and that no card is removed', () => {
  expect(effect(column, 'block', { max: 5, load: 6 })).toBe(
    '6 cards are here now. That is 1 over the limit. No card is removed. No card enters until 2 have left.',
  );
  expect(effect(column, 'reason', { max: 5, load: 5 })).toBe(
    '5 cards are here now. That is the limit. No card enters without a reason until one has left.',
  );
  expect(effect(column, 'warn', { max: 1, load: 2 })).toMatch(/Every card that enters is recorded/);
});

it('says how many cards fit, and when a place is below its minimum', () => {
  expect(effect(column, 'block', { max: 5, load: 2 })).toBe('2 cards are here now. 3 more cards fit.');
  expect(effect({ scope: 'board' }, 'block', { max: 5, min: 2, load: 1 })).toBe(
    '1 card is in progress now. That is below the minimum of 2. The board shows this. It refuses nothing.',
  );
});

it('says that a maximum of 0 closes a place, in each mode', () => {
  expect(effect(column, 'block', { max: 0, load: 0 })).toBe('This closes it: no card enters.');
  expect(effect(column, 'reason', { max: 0, load: 2 })).toBe(
    '2 cards are here now. Cards can still leave. This closes it: no card enters without a reason.',
  );
  expect(effect(column, 'warn', { max: 0, load: 0 })).toBe('Every card that enters is recorded.');
});

it('says it for a person at, over or without a limit of their own', () => {
  expect(effect(bao, 'block', { max: 3, load: 3 }, 'Bao')).toBe(
    'Bao has 3 cards in progress now. That is the limit. No card is added until one has left.',
  );
  expect(effect(bao, 'block', { max: 3, load: 4 }, 'Bao')).toBe(
    'Bao has 4 cards in progress now. That is 1 over the limit. No card is removed. No card is added until 2 have left.',
  );
  expect(effect(bao, 'reason', { max: 0, load: 0 }, 'Bao')).toBe('Bao takes no cards without a reason.');
});

it('says it in German', () => {
  const german = createWords('de').t;
  expect(limitEffect(german, column, 'block', limitCapacity({ max: 5, load: 6 }), 'Dev')).toBe(
    'Hier sind gerade 6 Karten. Das sind 1 über dem Limit. Keine Karte wird entfernt. ' +
      'Weitere kommen erst hinein, wenn 2 weg sind.',
  );
});

it('finds the other limit that is tighter room', () => {
  const everywhere: LimitSubject = { scope: 'person', userId: 'Bao', across: 'workspace' };
  const here: LimitSubject = { ...everywhere, across: 'board' };
  const board = aBoard()
    .active('Dev')
    .active('Review')
    .limit(everywhere, 6, 6)
    .limit({ scope: 'columns', columnIds: ['Dev', 'Review'] }, 6, 5)
    .made();
  expect(tighterLimit(board, here, 2)).toMatchObject({ ...everywhere, load: 6, max: 6 });
  expect(tighterLimit(board, here, 0)).toBeNull();
  expect(tighterLimit(board, everywhere, 2)).toBeNull();
  expect(tighterLimit(board, { scope: 'column', columnId: 'Dev' }, 3)).toMatchObject({ load: 5, max: 6 });
  expect(tighterLimit(board, { scope: 'column', columnId: 'Dev' }, 1)).toBeNull();
});

it('says how many cards a limit takes with expedite cards', () => {
  const expedite = { scope: 'classOfService', classOfService: 'expedite' } as const;
  const board = aBoard().queue('Ready', { max: 4 }).active('Dev', { max: 5 }).limit(expedite, 1, 0).made();
  const hints = board.limits.map((each) => maxHint(t, board, each));
  expect(hints).toEqual([
    'Limit: 4, expedite cards not counted',
    'Limit: 5, or 6 with an expedite card',
    'Limit: 1',
  ]);
});

it('sends only the changed fields of a limit', () => {
  const values = valuesOf(column, limit, 6);
  const changeTo = (from: Limit, part: Partial<typeof values>) =>
    limitChangeOf(from, NewLimit.parse(newLimitOf(column, { ...values, ...part })));
  expect(changeTo(limit, {})).toEqual({});
  expect(changeTo(limit, { max: 4, min: 2 })).toEqual({ max: 4, min: 2 });
  expect(changeTo({ ...limit, min: 2 } as Limit, {})).toEqual({ min: null });
  const faults = NewLimit.safeParse(newLimitOf(column, { ...values, max: 4, min: 5 }));
  expect(faults.error?.issues[0]?.path).toEqual(['min']);
});

it('refuses an empty maximum at its field', () => {
  const empty = NewLimit.safeParse(newLimitOf(column, { ...valuesOf(column, limit, 6), max: Number.NaN }));
  expect(empty.error?.issues[0]?.path).toEqual(['max']);
});

it('starts a new limit with the current load, and never with 0', () => {
  expect(NewLimit.parse(newLimitOf(column, valuesOf(column, null, 3)))).toEqual({
    ...column,
    max: 3,
    mode: 'block',
  });
  expect(valuesOf(column, null, 0).max).toBe(1);
});

it('sends the columns of a group', () => {
  const group: Limit = { ...limit, scope: 'columns', columnIds: [dev, review] } as Limit;
  const subject: LimitSubject = { scope: 'columns', columnIds: [review, dev] };
  const third = '0193a000-0000-7000-8000-000000000009';
  const values = valuesOf(subject, group, 6);
  const changeTo = (columnIds: string[]) =>
    limitChangeOf(group, NewLimit.parse(newLimitOf(subject, { ...values, columnIds })));
  expect(changeTo(values.columnIds)).toEqual({});
  expect(changeTo([dev, third])).toEqual({ columnIds: [dev, third] });
});

it('treats a limit as changed if its facts changed, whatever its load', () => {
  expect(isSameLimit(limit, { ...limit, load: 2, passedLately: 4 })).toBe(true);
  expect(isSameLimit(limit, { ...limit, max: 4 })).toBe(false);
  expect(isSameLimit(limit, null)).toBe(false);
  expect(isSameLimit(null, null)).toBe(true);
});

it('says what an override costs, and when the next ones are available', () => {
  const overrides = { budget: 10, spent: 6, renewsOn: '2026-12-01' };
  expect(overrideCost(t, overrides, 1)).toBe('Uses 1 of the 4 overrides left this month.');
  expect(budgetRefusal(t, dates, overrides, 4)).toBeNull();
  expect(budgetRefusal(t, dates, overrides, 5)).toMatch(
    /^This needs 5 overrides\. 4 of 10 are left this month\. The budget renews/,
  );
  expect(budgetRefusal(t, dates, { ...overrides, spent: 10 }, 1)).toBe(
    'This month’s 10 overrides are used up. The budget renews on Tuesday 1 December.',
  );
  expect(budgetRefusal(t, dates, { ...overrides, budget: 0, spent: 0 }, 1)).toMatch(/The budget is 0/);
  expect(budgetText(t, overrides)).toBe('4 overrides are left this month.');
});
