import { tradeCandidates } from '../src/index.js';
import { aBoard } from './a-board.js';

const now = '2026-01-20T00:00:00Z';
const at = (day: string, time = '00:00') => ({ committedAt: `2026-01-${day}T${time}:00Z` });
const refs = (board: ReturnType<typeof aBoard>) =>
  tradeCandidates(board.cards, board.columns, now).map(({ card }) => card.number);

describe('what can make way for a request', () => {
  test('is neither delivered nor archived nor expedite', () => {
    const board = aBoard()
      .queue('Ready', { cards: [{}, { archivedAt: now }] })
      .active('Doing', { cards: ['expedite', 'standard'] })
      .done('Done', { cards: 2 });
    expect(refs(board)).toEqual([1, 4]);
  });

  test('is first what has not begun, then what was begun last; what has a date comes last', () => {
    const board = aBoard()
      .queue('Ready', { cards: ['standard', 'fixedDate'] })
      .active('Doing', { cards: [at('10'), at('18'), { ...at('19'), classOfService: 'fixedDate' }] })
      .done('Done');
    expect(refs(board)).toEqual([1, 4, 3, 2, 5]);
  });

  test('of what was begun on the same day it is the lowest class, then the smallest age', () => {
    const board = aBoard()
      .queue('Ready')
      .active('Doing', {
        cards: [
          at('18', '20:00'),
          { ...at('18', '10:00'), classOfService: 'intangible' },
          at('18', '22:00'),
          { ...at('15'), classOfService: 'intangible' },
        ],
      })
      .done('Done');
    expect(refs(board)).toEqual([2, 3, 1, 4]);
  });

  test('comes with what is lost', () => {
    const board = aBoard()
      .queue('Ready', { cards: 1 })
      .active('Doing', { cards: [at('19', '12:00')] })
      .done('Done');
    expect(tradeCandidates(board.cards, board.columns, now)).toMatchObject([
      { card: { ref: 'PLAT-1' }, started: false, ageSeconds: 0 },
      { card: { ref: 'PLAT-2' }, started: true, ageSeconds: 43_200 },
    ]);
  });
});
