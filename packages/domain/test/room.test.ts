import { type Limit, room, slots } from '../src/index.js';
import { aBoard } from './a-board.js';

test.each([
  [0, 3, 'free', 3, 0],
  [2, 3, 'near', 1, 0],
  [8, 10, 'near', 2, 0],
  [3, 3, 'full', 0, 0],
  [5, 3, 'over', 0, 2],
  [0, 0, 'closed', 0, 0],
  [2, 0, 'over', 0, 2],
])('%i of %i is %s, with %i free and %i over', (load, max, state, free, over) => {
  expect(room({ load, max })).toEqual({ load, max, state, free, over });
});

test('expedite cards stand beside the places of a column', () => {
  const board = aBoard().active('Doing', { limit: 3, cards: ['standard', 'expedite', 'fixedDate'] });
  const drawn = slots(board, board.limits[0] as Limit & { scope: 'column' });
  expect(drawn.taking.map(({ number }) => number)).toEqual([1, 3]);
  expect(drawn.beside.map(({ number }) => number)).toEqual([2]);
  expect(drawn).toMatchObject({ state: 'near', free: 1 });
});
