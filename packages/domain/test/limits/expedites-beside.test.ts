import { expeditesBeside } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const board = aBoard()
  .lanes('Payments')
  .queue('Ready')
  .active('Dev', { limit: 5, cards: [{ of: 'Bao' }] })
  .active('Review')
  .done('Done')
  .classLimit('expedite', 1);

describe('how many expedite cards a limit admits in addition', () => {
  const dev = { scope: 'column', columnId: 'Dev' } as const;
  const withExpedite = (max: number, mode: 'block' | 'warn' = 'block') => ({
    ...board,
    limits: board.limits.map((limit) => (limit.id === 'expedite' ? { ...limit, max, mode } : limit)),
  });

  test('as many as the expedite limit admits, if it applies', () => {
    expect(expeditesBeside(board, dev)).toBe(1);
    expect(expeditesBeside(withExpedite(2), dev)).toBe(2);
    expect(expeditesBeside(withExpedite(0), dev)).toBe(0);
    expect(expeditesBeside(board, { scope: 'columns', columnIds: ['Dev', 'Review'] })).toBe(1);
    expect(expeditesBeside(board, { scope: 'swimlane', swimlaneId: 'Payments' })).toBe(1);
  });

  test('any number of expedite cards, if no limit binds them', () => {
    expect(expeditesBeside(board, { ...dev, columnId: 'Ready' })).toBe('uncounted');
    expect(expeditesBeside(board, { scope: 'columns', columnIds: ['Ready', 'Dev'] })).toBe('uncounted');
    expect(expeditesBeside({ ...board, limits: [] }, dev)).toBe('uncounted');
    expect(expeditesBeside(withExpedite(1, 'warn'), dev)).toBe('uncounted');
  });

  test('none if expedite cards count like any other', () => {
    expect(expeditesBeside(board, { scope: 'board' })).toBe(0);
    expect(expeditesBeside(board, { scope: 'person', userId: 'Bao', across: 'board' })).toBe(0);
    expect(expeditesBeside(board, { scope: 'classOfService', classOfService: 'expedite' })).toBe(0);
  });
});
