import { expect, it } from '@jest/globals';
import { limitsRemovedWithColumn, limitsRemovedWithLane } from '@/features/settings/rows/removed-limits';
import { aBoard } from '../a-board.ts';

const board = aBoard('Pay')
  .queue('Ready', { max: 5 })
  .active('Dev', { max: 3 })
  .active('Review')
  .active('Test')
  .limit({ scope: 'columns', columnIds: ['Dev', 'Review'] }, 4, 0, { id: 'pair' })
  .limit({ scope: 'columns', columnIds: ['Dev', 'Review', 'Test'] }, 6, 0, { id: 'three' })
  .limit({ scope: 'swimlane', swimlaneId: 'Pay', columnId: 'Dev' }, 1, 0, { id: 'cell' })
  .limit({ scope: 'swimlane', swimlaneId: 'Pay' }, 2, 0, { id: 'lane' })
  .limit({ scope: 'board' }, 9, 0)
  .made();

it('lists the limits that are removed with a column, and the groups that go on without it', () => {
  const { removed, changed } = limitsRemovedWithColumn(board, 'Dev');
  expect(removed.map(({ id }) => id)).toEqual(['Dev', 'pair', 'cell']);
  expect(changed).toMatchObject([{ before: { id: 'three' }, after: { columnIds: ['Review', 'Test'] } }]);
});

it('lists the limits that are removed with a lane', () => {
  expect(limitsRemovedWithLane(board, 'Pay').removed.map(({ id }) => id)).toEqual(['cell', 'lane']);
});
