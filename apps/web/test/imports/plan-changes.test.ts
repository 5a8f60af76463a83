import { expect, test } from '@jest/globals';
import {
  draftsOf,
  leftOut,
  type NewTarget,
  placeOf,
  withDrafts,
  withPlace,
} from '@/features/imports/plan-changes';

const target: NewTarget = {
  ...{ kind: 'new', key: 'WEB', name: 'Website', timeZone: 'UTC' },
  columns: [
    { name: 'Ideas', kind: 'queue', limit: null, from: ['ideas', 'old'] },
    { name: 'Doing', kind: 'active', limit: 2, from: ['doing'] },
    { name: 'Done', kind: 'done', limit: null, from: [] },
  ],
};

test('columns that are renamed, limited or put elsewhere keep their cards', () => {
  const [ideas, doing, done] = draftsOf(target);
  const drafts = [
    { ...doing!, name: 'Now', max: 3 },
    { id: 'new', name: 'Review', kind: 'active' as const, max: 1 },
    done!,
    ideas!,
  ];
  expect(withDrafts(target, drafts).columns).toEqual([
    { name: 'Now', kind: 'active', limit: 3, from: ['doing'] },
    { name: 'Review', kind: 'active', limit: 1, from: [] },
    { name: 'Done', kind: 'done', limit: null, from: [] },
    { name: 'Ideas', kind: 'queue', limit: null, from: ['ideas', 'old'] },
  ]);
  const without = withDrafts(target, [doing!, done!]);
  expect([placeOf(without, 'ideas'), placeOf(without, 'doing')]).toEqual([leftOut, '0']);
});

test('the cards of a column of the source go to one column, or to none', () => {
  const moved = withPlace(target, 'old', '2');
  expect([placeOf(moved, 'ideas'), placeOf(moved, 'old')]).toEqual(['0', '2']);
  expect(placeOf(withPlace(moved, 'old', leftOut), 'old')).toBe(leftOut);
  const existing = {
    kind: 'existing' as const,
    board: 'PLAT',
    columns: [{ columnId: 'a', from: ['ideas'] }],
  };
  const there = withPlace(existing, 'doing', 'b');
  expect([placeOf(there, 'ideas'), placeOf(there, 'doing')]).toEqual(['a', 'b']);
  expect(withPlace(there, 'ideas', 'b')).toMatchObject({
    columns: [
      { columnId: 'a', from: [] },
      { columnId: 'b', from: ['doing', 'ideas'] },
    ],
  });
});
