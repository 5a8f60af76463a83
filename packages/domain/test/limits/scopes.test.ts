import { type BoardChange, countFitting, findBrokenLimits, limitLoad } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const broken = (...parameters: Parameters<typeof findBrokenLimits>) =>
  findBrokenLimits(...parameters).map(({ id }) => id);
const loads = (board: ReturnType<typeof aBoard>) => board.limits.map((limit) => limitLoad(limit, board));
const move = (card: number, columnId: string, to: object = {}): BoardChange => ({
  kind: 'move',
  card,
  columnId,
  ...to,
});

describe('a group of columns', () => {
  const board = () =>
    aBoard()
      .queue('Ready', { cards: 1 })
      .active('Dev', { cards: ['standard', 'expedite'] })
      .active('Review', { cards: 1 })
      .done('Done')
      .limit('Dev + Review', { scope: 'columns', columnIds: ['Dev', 'Review'] }, 2);

  test('counts the cards in any of them, except expedite ones', () => {
    expect(loads(board())).toEqual([2]);
  });

  test('refuses cards from outside, and lets cards move within the group', () => {
    expect(broken(board(), move(1, 'Review'))).toEqual(['Dev + Review']);
    expect(broken(board(), move(2, 'Review'))).toEqual([]);
    expect(broken(board(), move(4, 'Dev'))).toEqual([]);
    expect(broken(board(), move(3, 'Done'))).toEqual([]);
  });

  test('counts cards in queue and done columns, too, if they are in the group', () => {
    const all = board().limit('all', { scope: 'columns', columnIds: ['Ready', 'Done'] }, 9);
    expect(loads(all)).toEqual([2, 1]);
  });
});

describe('a swimlane', () => {
  const board = () =>
    aBoard()
      .lanes('Payments', 'Search')
      .queue('Ready', { cards: [{ lane: 'Payments' }, {}] })
      .active('Dev', { cards: [{ lane: 'Payments' }, { lane: 'Payments', classOfService: 'expedite' }] })
      .active('Review', { cards: [{ lane: 'Search' }] })
      .done('Done', { cards: [{ lane: 'Payments' }] })
      .limit('Payments', { scope: 'swimlane', swimlaneId: 'Payments' }, 1);

  test('counts its cards in active columns, except expedite ones', () => {
    expect(loads(board())).toEqual([1]);
  });

  test('refuses a card that starts in it or comes from another lane', () => {
    expect(broken(board(), move(1, 'Review'))).toEqual(['Payments']);
    expect(broken(board(), move(5, 'Review', { swimlaneId: 'Payments' }))).toEqual(['Payments']);
    expect(broken(board(), move(2, 'Dev', { swimlaneId: 'Payments' }))).toEqual(['Payments']);
    expect(
      broken(board(), {
        kind: 'create',
        columnId: 'Dev',
        classOfService: 'standard',
        swimlaneId: 'Payments',
      }),
    ).toEqual(['Payments']);
  });

  test('admits waiting cards, cards that move along the lane, and ignores cards without a lane', () => {
    expect(broken(board(), move(5, 'Ready', { swimlaneId: 'Payments' }))).toEqual([]);
    expect(broken(board(), move(3, 'Review'))).toEqual([]);
    expect(broken(board(), move(2, 'Review'))).toEqual([]);
    expect(broken(board(), move(5, 'Review', { swimlaneId: null }))).toEqual([]);
  });

  test('takes the cards of a removed lane only if it has room', () => {
    expect(broken(board(), { kind: 'clearLane', swimlaneId: 'Search', to: 'Payments' })).toEqual([
      'Payments',
    ]);
    expect(broken(board(), { kind: 'clearLane', swimlaneId: 'Search', to: null })).toEqual([]);
  });
});

describe('a cell', () => {
  const board = () =>
    aBoard()
      .lanes('Payments')
      .queue('Ready', { cards: [{ lane: 'Payments' }, { lane: 'Payments' }, {}] })
      .active('Dev', { cards: [{ lane: 'Payments' }, {}, { lane: 'Payments', classOfService: 'expedite' }] })
      .limit('Payments in Ready', { scope: 'swimlane', swimlaneId: 'Payments', columnId: 'Ready' }, 2)
      .limit('Payments in Dev', { scope: 'swimlane', swimlaneId: 'Payments', columnId: 'Dev' }, 1);

  test('counts the cards in that column and lane, of any kind, except expedite ones', () => {
    expect(loads(board())).toEqual([2, 1]);
  });

  test('refuses cards from the same lane and from the same column', () => {
    expect(broken(board(), move(1, 'Dev'))).toEqual(['Payments in Dev']);
    expect(broken(board(), move(5, 'Dev', { swimlaneId: 'Payments' }))).toEqual(['Payments in Dev']);
    expect(broken(board(), move(3, 'Dev'))).toEqual([]);
    expect(broken(board(), { kind: 'edit', card: 6, classOfService: 'standard' })).toEqual([
      'Payments in Dev',
    ]);
  });
});

describe('a person', () => {
  const board = () =>
    aBoard()
      .queue('Ready', { cards: [{ of: 'Bao' }, {}] })
      .active('Dev', { cards: [{ of: 'Bao' }, {}] })
      .active('Review', { cards: [{ of: 'Bao', classOfService: 'expedite' }] })
      .personLimit('Bao', 2);

  test('counts their assigned cards in active columns, including expedite ones', () => {
    expect(loads(board())).toEqual([2]);
  });

  test('gets no further card, whichever way it comes', () => {
    expect(broken(board(), move(1, 'Dev'))).toEqual(['Bao']);
    expect(broken(board(), { kind: 'edit', card: 4, assigneeIds: ['Ada', 'Bao'] })).toEqual(['Bao']);
    expect(
      broken(board(), {
        kind: 'create',
        columnId: 'Dev',
        classOfService: 'standard',
        assigneeIds: ['Bao'],
      }),
    ).toEqual(['Bao']);
  });

  test('can be assigned waiting cards, and can hand over cards in flight', () => {
    expect(broken(board(), { kind: 'edit', card: 2, assigneeIds: ['Bao'] })).toEqual([]);
    expect(broken(board(), { kind: 'edit', card: 3, assigneeIds: ['Ada'] })).toEqual([]);
    expect(broken(board(), { kind: 'edit', card: 3, assigneeIds: ['Ada', 'Bao'] })).toEqual([]);
    expect(broken(board(), { kind: 'edit', card: 3, classOfService: 'expedite' })).toEqual([]);
  });

  test('uses a given load with cards on other boards', () => {
    const across = aBoard()
      .queue('Ready', { cards: [{ of: 'Bao' }] })
      .active('Dev')
      .personLimit('Bao', 5, { across: 'workspace', load: 5 });
    expect(broken(across, move(1, 'Dev'))).toEqual(['Bao']);
  });
});

describe('the board', () => {
  const board = () =>
    aBoard()
      .queue('Ready', { cards: 2 })
      .active('Dev', { cards: ['standard', 'expedite'] })
      .active('Review')
      .done('Done', { cards: 3 })
      .limit('board', { scope: 'board' }, 2);

  test('counts from the commitment point to the delivery point, including expedite cards', () => {
    expect(loads(board())).toEqual([2]);
  });

  test('admits one card for each delivered card', () => {
    expect(broken(board(), move(1, 'Dev'))).toEqual(['board']);
    expect(broken(board(), move(6, 'Review'))).toEqual(['board']);
    expect(broken(board(), move(3, 'Review'))).toEqual([]);
    const exchange = [
      { card: 1, columnId: 'Dev' },
      { card: 3, columnId: 'Done' },
    ];
    expect(broken(board(), { kind: 'bulk', moves: exchange })).toEqual([]);
  });
});

describe('several cards at once', () => {
  test('count together, and two full columns can exchange cards', () => {
    const board = aBoard()
      .queue('Ready', { cards: 2 })
      .active('Dev', { limit: 2, cards: 2 })
      .active('Review', { limit: 1, cards: 1 });
    const to = (card: number, columnId: string) => ({ card, columnId });
    expect(broken(board, { kind: 'bulk', moves: [to(1, 'Dev'), to(3, 'Ready')] })).toEqual([]);
    expect(broken(board, { kind: 'bulk', moves: [to(1, 'Dev'), to(2, 'Dev'), to(3, 'Ready')] })).toEqual([
      'Dev',
    ]);
    expect(broken(board, { kind: 'bulk', moves: [to(3, 'Review'), to(5, 'Dev')] })).toEqual([]);
    expect(broken(board, { kind: 'bulk', moves: [to(3, 'Review'), to(4, 'Review'), to(5, 'Dev')] })).toEqual([
      'Review',
    ]);
  });

  test('move with their removed column if the target has room for all', () => {
    const board = aBoard()
      .queue('Ready')
      .active('Dev', { cards: [{}, {}, { archivedAt: '2026-02-01T00:00:00Z' }] })
      .active('Review', { limit: 2 });
    expect(broken(board, { kind: 'clearColumn', columnId: 'Dev', to: 'Review' })).toEqual([]);
    board.limits[0]!.max = 1;
    expect(broken(board, { kind: 'clearColumn', columnId: 'Dev', to: 'Review' })).toEqual(['Review']);
  });
});

test('counts how many of several cards fit, by all limits together', () => {
  const to = (card: number, columnId: string) => ({ card, columnId });
  const board = aBoard()
    .queue('Ready', { cards: 4 })
    .active('Dev', { limit: 2 })
    .active('Review', { limit: 2, cards: 1 })
    .done('Done')
    .limit('Dev + Review', { scope: 'columns', columnIds: ['Dev', 'Review'] }, 2);
  const intoDev = [1, 2, 3].map((card) => to(card, 'Dev'));
  expect(countFitting(board, intoDev)).toBe(1);
  expect(countFitting(board, [to(5, 'Done'), ...intoDev])).toBe(3);
  expect(countFitting(board, [to(5, 'Dev'), ...intoDev])).toBe(2);
  expect(countFitting(board, [to(1, 'Done'), to(2, 'Done')])).toBe(2);
});
