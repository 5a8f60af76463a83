import { columnOrderFaults } from '../../src/index.js';

describe('the order of columns', () => {
  test('runs queue, active, done', () => {
    expect(columnOrderFaults(['queue', 'queue', 'active', 'done'])).toEqual([]);
    expect(columnOrderFaults(['queue', 'done', 'active'])).toEqual([{ at: 2, code: 'columnOrder' }]);
  });

  test('needs one of each kind', () => {
    expect(columnOrderFaults(['queue', 'done'])).toEqual([
      { code: 'missingKind', params: { kind: 'active' } },
    ]);
  });
});
