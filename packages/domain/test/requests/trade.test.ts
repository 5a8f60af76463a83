import type { ClassOfService } from '../../src/index.js';
import { tradeCandidates, tradeOutcome } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const now = '2026-01-20T00:00:00Z';
const at = (day: string, time = '00:00') => ({ committedAt: `2026-01-${day}T${time}:00Z` });
const refs = (board: ReturnType<typeof aBoard>) =>
  tradeCandidates(board, 'standard', now).map(({ card }) => card.number);

describe('cards that can make way for a request', () => {
  test('are neither delivered nor archived nor expedite', () => {
    const board = aBoard()
      .queue('Ready', { limit: 1, cards: [{}, { archivedAt: now }] })
      .active('Doing', { cards: ['expedite', 'standard'] })
      .done('Done', { cards: 2 });
    expect(refs(board)).toEqual([4, 1]);
  });

  test('exclude a card that would stay in its column, since the request can simply be accepted', () => {
    const board = (limit: number) =>
      aBoard()
        .queue('Ready', { limit, cards: 1 })
        .queue('Later', { cards: 1 })
        .active('Doing', { limit: 1, cards: 1 })
        .done('Done');
    expect(refs(board(2))).toEqual([3, 2]);
    expect(refs(board(1))).toEqual([3, 1]);
  });

  test('start with the latest begun, then cards that have not begun; cards with a date come last', () => {
    const board = aBoard()
      .queue('Ready', { limit: 2, cards: ['standard', 'fixedDate'] })
      .active('Doing', { cards: [at('10'), at('18'), { ...at('18'), classOfService: 'fixedDate' }] })
      .done('Done');
    expect(refs(board)).toEqual([4, 3, 1, 5, 2]);
  });

  test('begun on the same day are sorted by lowest class, then by smallest age', () => {
    const board = aBoard()
      .queue('Ready')
      .active('Doing', {
        cards: [
          at('17', '20:00'),
          { ...at('17', '10:00'), classOfService: 'intangible' },
          at('17', '22:00'),
          { ...at('15'), classOfService: 'intangible' },
        ],
      })
      .done('Done');
    expect(refs(board)).toEqual([2, 3, 1, 4]);
  });

  test('end with cards that were chosen within the last day', () => {
    const board = aBoard()
      .queue('Ready', { limit: 2, cards: [{ enteredColumnAt: '2026-01-19T20:00:00Z' }, {}] })
      .active('Doing', { cards: [at('19', '20:00'), at('10')] })
      .done('Done');
    expect(refs(board)).toEqual([4, 3, 2, 1]);
  });

  test('show what is lost and where the card would go', () => {
    const board = aBoard()
      .queue('Ready', { limit: 1, cards: 1 })
      .active('Doing', { cards: [at('19', '12:00')] })
      .done('Done');
    expect(tradeCandidates(board, 'standard', now)).toMatchObject([
      { card: { ref: 'PLAT-2' }, started: true, ageSeconds: 43_200, to: null, broken: [] },
      { card: { ref: 'PLAT-1' }, started: false, ageSeconds: 0, to: null },
    ]);
  });
});

describe('the displaced card', () => {
  const outcome = (board: ReturnType<typeof aBoard>, displaces: number, as: ClassOfService = 'standard') => {
    const { to, enters, broken } = tradeOutcome(board, displaces, as);
    return { to: to?.id ?? null, enters: enters?.id ?? null, broken: broken.map(({ id }) => id) };
  };
  const full = (ready: number, later?: number) =>
    aBoard()
      .queue('Ready', { limit: ready, cards: 1 })
      .queue('Later', { limit: later ?? 0 })
      .active('Doing', { limit: 1, cards: 1 })
      .done('Done');

  test('goes to the first queue column with room', () => {
    expect(outcome(full(2), 2)).toEqual({ to: 'Ready', enters: 'Doing', broken: [] });
    expect(outcome(full(1, 1), 2)).toEqual({ to: 'Later', enters: 'Doing', broken: [] });
  });

  test('leaves the board if no queue column has room', () => {
    expect(outcome(full(1), 2)).toEqual({ to: null, enters: 'Doing', broken: [] });
    expect(outcome(full(1), 1)).toEqual({ to: null, enters: 'Ready', broken: [] });
    expect(outcome(full(1), 2, 'expedite')).toEqual({ to: null, enters: 'Doing', broken: [] });
  });

  test('makes way in a column over its limit, because its load does not grow', () => {
    const board = aBoard().queue('Ready', { limit: 0 }).active('Doing', { limit: 1, cards: 2 }).done('Done');
    expect(outcome(board, 1)).toEqual({ to: null, enters: 'Doing', broken: [] });
  });

  test('does not help against a limit of the new card’s class', () => {
    const board = full(2).limit('date', { scope: 'classOfService', classOfService: 'fixedDate' }, 0);
    expect(outcome(board, 2, 'fixedDate')).toEqual({ to: 'Ready', enters: null, broken: ['date'] });
    expect(outcome(board, 2)).toEqual({ to: 'Ready', enters: 'Doing', broken: [] });
  });
});

describe('the card that is traded in', () => {
  const enters = (ready: number, later: number, doing: number, displaces = 1) => {
    const board = aBoard()
      .queue('Ready', { limit: ready })
      .queue('Later', { limit: later })
      .active('Doing', { limit: doing })
      .active('Review', { cards: 1 })
      .done('Done');
    const { enters, broken } = tradeOutcome(board, displaces, 'standard');
    return enters?.id ?? broken.map(({ id }) => id);
  };

  test('begins in the first active column, wherever the displaced card was', () => {
    expect(enters(2, 2, 1)).toBe('Doing');
  });

  test('waits in the last queue column with room if the first active one has none', () => {
    expect(enters(2, 1, 0)).toBe('Later');
    expect(enters(2, 0, 0)).toBe('Ready');
  });

  test('is refused by the first active column’s limits if no queue column has room either', () => {
    expect(enters(1, 0, 0)).toEqual(['Doing']);
  });

  test('begins if the displaced card had not begun and there is room', () => {
    const board = aBoard().queue('Ready', { limit: 1, cards: 1 }).active('Doing').done('Done');
    expect(tradeOutcome(board, 1, 'standard')).toMatchObject({ to: null, enters: { id: 'Doing' } });
  });
});
