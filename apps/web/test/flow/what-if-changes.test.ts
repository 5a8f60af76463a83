import { expect, test } from '@jest/globals';
import {
  boardNow,
  hasChanges,
  noChanges,
  readChanges,
  withLimit,
  writeChanges,
} from '@/features/flow/what-if/changes';
import { aBoard } from '../a-board';

const review = { id: 'c2', name: 'Review', max: 3, warnsAt: null };
const now = {
  places: [
    { id: 'c1', name: 'Doing', max: null, warnsAt: null },
    review,
    { id: 'board', name: null, max: 8, warnsAt: null },
  ],
  depth: 5,
  timeZone: 'UTC',
  trialEndsOn: null,
};
const read = (query: string) => readChanges(new URLSearchParams(query), now);

test('reads the changes of what-if from the address that it wrote for them', () => {
  const mix = { expedite: 10, fixedDate: 0, standard: 90, intangible: 0 };
  const changes = { limits: { c2: 1, c1: 4, board: null }, depth: 9, staffing: 150, mix };
  expect(decodeURIComponent(`${writeChanges(changes)}`)).toBe(
    'limits=c2:1,c1:4,board:none&depth=9&staffing=150&mix=expedite:10,standard:90',
  );
  expect(read(`${writeChanges(changes)}`)).toEqual(changes);
  expect(`${writeChanges(noChanges)}`).toBe('');
});

test('an address that names current values or unknown places has no change', () => {
  expect(read('limits=c2:3,gone:1,c1:none,board:x&depth=5&staffing=&mix=expedite:10,standard:80')).toEqual(
    noChanges,
  );
  expect(read('mix=expedite:x,urgent:100')).toEqual(noChanges);
  expect(hasChanges(noChanges)).toBe(false);
});

test('a maximum that is set back is no change any more', () => {
  const changed = withLimit(noChanges, review, 1);
  expect(changed.limits).toEqual({ c2: 1 });
  expect(hasChanges(changed)).toBe(true);
  expect(withLimit(changed, review, 3)).toEqual(noChanges);
});

test('the simulation ignores a limit that only warns, and the form shows its maximum', () => {
  const board = aBoard()
    .queue('Ready', { max: 5 })
    .active('Doing', { max: 4 })
    .active('Review', { max: 3, mode: 'reason' })
    .active('Release', { max: 2, mode: 'warn' })
    .done('Done')
    .limit({ scope: 'board' }, 12, 0, { mode: 'warn' });
  expect(boardNow(board.made()).places.map(({ id, max, warnsAt }) => [id, max, warnsAt])).toEqual([
    ['Doing', 4, null],
    ['Review', 3, null],
    ['Release', null, 2],
    ['board', null, 12],
  ]);
});
