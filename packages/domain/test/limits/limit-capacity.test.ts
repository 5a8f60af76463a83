import { limitCapacity, previewCapacity } from '../../src/index.js';
import { aBoard } from '../a-board.js';

test.each([
  [0, 3, 'free', 3, 0],
  [0, 1, 'free', 1, 0],
  [2, 3, 'near', 1, 0],
  [8, 10, 'near', 2, 0],
  [3, 3, 'full', 0, 0],
  [5, 3, 'over', 0, 2],
  [0, 0, 'closed', 0, 0],
  [2, 0, 'over', 0, 2],
])('%i of %i is %s, with %i free and %i over', (load, max, state, free, over) => {
  expect(limitCapacity({ load, max })).toEqual({ load, max, min: 0, state, free, over, missing: 0 });
});

test.each([
  [0, 2, 5, 'starving', 2],
  [1, 2, 5, 'starving', 1],
  [2, 2, 5, 'free', 0],
  [2, 3, 3, 'starving', 1],
  [3, 3, 3, 'full', 0],
])('%i, of %i to %i, is %s: %i are missing', (load, min, max, state, missing) => {
  expect(limitCapacity({ load, min, max })).toMatchObject({ state, missing, min });
});

describe('a preview of a limit', () => {
  const board = () =>
    aBoard()
      .queue('Ready', { cards: 2 })
      .active('Dev', { cards: [{ of: 'Bao' }, {}] })
      .done('Done', { cards: 1 })
      .personLimit('Bao', 9, { across: 'workspace', load: 4 });

  test('counts the load on the board', () => {
    expect(previewCapacity(board(), { scope: 'board' }, { max: 1 })).toMatchObject({
      state: 'over',
      load: 2,
      over: 1,
    });
    expect(
      previewCapacity(board(), { scope: 'column', columnId: 'Ready' }, { max: 5, min: 3 }),
    ).toMatchObject({
      state: 'starving',
      missing: 1,
    });
    expect(
      previewCapacity(board(), { scope: 'person', userId: 'Bao', across: 'board' }, { max: 1 }).state,
    ).toBe('full');
  });

  test('takes the load from the current limit, and from columns that have their own', () => {
    const of = board();
    expect(
      previewCapacity(of, { scope: 'person', userId: 'Bao', across: 'workspace' }, { max: 5 }).load,
    ).toBe(4);
    of.columns = of.columns.map((column) => ({ ...column, load: column.id === 'Done' ? 40 : 1 }));
    expect(previewCapacity(of, { scope: 'column', columnId: 'Done' }, { max: 50 }).load).toBe(40);
    expect(previewCapacity(of, { scope: 'columns', columnIds: ['Dev', 'Done'] }, { max: 50 }).load).toBe(41);
  });
});

test('expedite cards take no slot in a column', () => {
  const board = aBoard().active('Doing', { limit: 3, cards: ['standard', 'expedite', 'fixedDate'] });
  expect(previewCapacity(board, { scope: 'column', columnId: 'Doing' }, { max: 3 })).toMatchObject({
    load: 2,
    state: 'near',
    free: 1,
  });
});
