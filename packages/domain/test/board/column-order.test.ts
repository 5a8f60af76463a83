import { columnOrderFaults } from '../../src/index.js';

describe('the row of columns', () => {
  test('runs queue, active, done', () => {
    expect(columnOrderFaults(['queue', 'queue', 'active', 'done'])).toEqual([]);
    expect(columnOrderFaults(['queue', 'done', 'active'])).toEqual([
      { at: 2, message: 'columns run queue, active, done' },
    ]);
  });

  test('has one of each kind', () => {
    expect(columnOrderFaults(['queue', 'done'])).toEqual([{ message: 'must have a column of kind active' }]);
  });
});
