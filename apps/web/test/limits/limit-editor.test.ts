import { expect, it } from '@jest/globals';
import type { Limit } from '@weir/contract';
import { limitCapacity } from '@weir/domain';
import { draftOf, isSameLimit, limitChangeOf, newLimitOf } from '@/features/limits/editor/limit-draft';
import { limitEffect, tighterLimit } from '@/features/limits/editor/limit-effect';
import { budgetRefusal, budgetText, overrideCost } from '@/features/limits/overrides/override-words';
import type { LimitSubject } from '@/lib/board/limit-subjects';
import { aBoard } from '../a-board.ts';

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

it('says what a limit under its load means today, and that nothing is thrown out', () => {
  expect(limitEffect(column, 'block', limitCapacity({ max: 5, load: 6 })).text).toBe(
    '6 cards are here now: 1 over. Nothing is thrown out; nothing enters until two have left.',
  );
  expect(limitEffect(column, 'reason', limitCapacity({ max: 5, load: 5 })).text).toBe(
    '5 cards are here now: it is full. Nothing enters without a reason until one has left.',
  );
  expect(limitEffect(column, 'warn', limitCapacity({ max: 1, load: 2 })).text).toMatch(
    /what enters is written down/,
  );
});

it('says how many places are free, and when a place starves', () => {
  expect(limitEffect(column, 'block', limitCapacity({ max: 5, load: 2 })).text).toBe(
    '2 cards are here now: room for three more.',
  );
  const starving = limitEffect({ scope: 'board' }, 'block', limitCapacity({ max: 5, min: 2, load: 1 }));
  expect(starving.state).toBe('starving');
  expect(starving.text).toMatch(/^One card is in flight now, fewer than two: .* refuses nothing for it\.$/);
});

it('says that a maximum of 0 closes a place, in each mode', () => {
  expect(limitEffect(column, 'block', limitCapacity({ max: 0, load: 0 })).text).toBe(
    'This closes it: nothing enters.',
  );
  expect(limitEffect(column, 'reason', limitCapacity({ max: 0, load: 2 })).text).toBe(
    'This closes it: nothing enters without a reason. 2 cards are here now, and may leave.',
  );
});

it('says of a person who has all that they may have, or may have none', () => {
  expect(limitEffect(bao, 'block', limitCapacity({ max: 3, load: 3 }), 'Bao').text).toBe(
    'Bao has 3 cards in flight now: that is all they may have. Nothing is added until one has left.',
  );
  expect(limitEffect(bao, 'reason', limitCapacity({ max: 0, load: 0 }), 'Bao').text).toBe(
    'Bao takes no cards then; nothing is added without a reason.',
  );
});

it('says of a person who is over', () => {
  expect(limitEffect(bao, 'block', limitCapacity({ max: 3, load: 4 }), 'Bao').text).toBe(
    'Bao has 4 cards in flight now: 1 over. Nothing is thrown out; nothing is added until two have left.',
  );
});

it('says which other limit lets in less, and of a person where', () => {
  const everywhere: LimitSubject = { scope: 'person', userId: 'Bao', across: 'workspace' };
  const here: LimitSubject = { ...everywhere, across: 'board' };
  const board = aBoard()
    .active('Dev')
    .active('Review')
    .limit(everywhere, 6, 6)
    .limit({ scope: 'columns', columnIds: ['Dev', 'Review'] }, 6, 5)
    .made();
  expect(tighterLimit(board, here, 2)).toBe('But over all boards it is full: 6 of 6.');
  expect(tighterLimit(board, here, 0)).toBeNull();
  expect(tighterLimit(board, everywhere, 2)).toBeNull();
  expect(tighterLimit(board, { scope: 'column', columnId: 'Dev' }, 3)).toBe(
    'But in Dev + Review it is 5 of 6: room for one there.',
  );
  expect(tighterLimit(board, { scope: 'column', columnId: 'Dev' }, 1)).toBeNull();
});

it('sends of a limit only what differs', () => {
  const draft = draftOf(column, limit, 6);
  expect(limitChangeOf(limit, draft).data).toEqual({});
  expect(limitChangeOf(limit, { ...draft, max: 4, min: 2 }).data).toEqual({ max: 4, min: 2 });
  expect(limitChangeOf({ ...limit, min: 2 }, draft).data).toEqual({ min: null });
  const faults = limitChangeOf(limit, { ...draft, max: 4, min: 5 });
  expect(faults.error?.issues[0]?.path).toEqual(['min']);
});

it('begins a new limit with what is there, and never with nothing', () => {
  expect(newLimitOf(column, draftOf(column, null, 3)).data).toEqual({ ...column, max: 3, mode: 'block' });
  expect(draftOf(column, null, 0).max).toBe(1);
});

it('sends of a group its columns', () => {
  const group: Limit = { ...limit, scope: 'columns', columnIds: [dev, review] } as Limit;
  const third = '0193a000-0000-7000-8000-000000000009';
  const draft = draftOf({ scope: 'columns', columnIds: [review, dev] }, group, 6);
  expect(limitChangeOf(group, draft).data).toEqual({});
  expect(limitChangeOf(group, { ...draft, columnIds: [dev, third] }).data).toEqual({
    columnIds: [dev, third],
  });
});

it('takes a limit for changed where its facts are others, whatever counts against it', () => {
  expect(isSameLimit(limit, { ...limit, load: 2, passedLately: 4 })).toBe(true);
  expect(isSameLimit(limit, { ...limit, max: 4 })).toBe(false);
  expect(isSameLimit(limit, null)).toBe(false);
  expect(isSameLimit(null, null)).toBe(true);
});

it('says what passing costs, and until when nothing can be passed', () => {
  const overrides = { budget: 10, spent: 6, renewsOn: '2026-12-01' };
  expect(overrideCost(overrides, 1)).toBe('It takes 1 of this month’s 10; 4 are left.');
  expect(budgetRefusal(overrides, 4)).toBeNull();
  expect(budgetRefusal(overrides, 5)).toMatch(
    /^It would take 5 overrides; 4 of this month’s 10 are left\. New ones/,
  );
  expect(budgetRefusal({ ...overrides, spent: 10 }, 1)).toBe(
    'This month’s 10 overrides are spent. New ones come on Tuesday 1 December.',
  );
  expect(budgetRefusal({ ...overrides, budget: 0, spent: 0 }, 1)).toMatch(/budget of overrides is 0/);
  expect(budgetText(overrides)).toBe('4 more may be passed.');
});
