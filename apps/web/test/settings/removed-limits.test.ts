import { expect, it } from '@jest/globals';
import { withoutColumn, withoutLane } from '@/features/settings/columns/removed-with-column';
import { aBoard } from './a-board.ts';

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

it('names every limit that goes with a column, and the groups that go on without it', () => {
  const { limits, kept } = withoutColumn(board, 'Dev');
  expect(limits.map(({ id }) => id)).toEqual(['Dev', 'pair', 'cell']);
  expect(kept).toMatchObject([{ before: { id: 'three' }, after: { columnIds: ['Review', 'Test'] } }]);
});

it('names every limit that goes with a lane', () => {
  expect(withoutLane(board, 'Pay').limits.map(({ id }) => id)).toEqual(['cell', 'lane']);
});
