import { type Board, type BoardChange, explainRefusal } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const move = (card: number, columnId: string, to: object = {}): BoardChange => ({
  kind: 'move',
  card,
  columnId,
  ...to,
});
const ways = (board: Board, change: BoardChange) =>
  explainRefusal(board, change).options.map(({ kind, card }) => `${kind} ${card.number}`);
/** The column to which each card to finish would move: `3 Review`. */
const onward = (board: Board, change: BoardChange) =>
  explainRefusal(board, change).options.flatMap(({ card, columnId }) =>
    columnId === undefined ? [] : [`${card.number} ${columnId}`],
  );

describe('options in a full group of columns', () => {
  const board = () =>
    aBoard()
      .queue('Ready', { cards: 1 })
      .active('Dev', { cards: 1 })
      .active('Review', { cards: 1 })
      .done('Done')
      .limit('group', { scope: 'columns', columnIds: ['Dev', 'Review'] }, 2);

  test('only a card in the last column can leave the group by finishing: the others move within it', () => {
    expect(ways(board(), move(1, 'Dev'))).toEqual(['finish 3', 'swap 2', 'putBack 3', 'putBack 2']);
    expect(onward(board(), move(1, 'Dev'))).toEqual(['3 Done']);
  });
});

describe('columns past the next one', () => {
  const board = (release: object = {}) =>
    aBoard()
      .queue('Ready', { limit: 0 })
      .active('Dev', { split: true, cards: ['doing', 'done'] })
      .active('Review')
      .active('Release', release)
      .done('Done')
      .limit('group', { scope: 'columns', columnIds: ['Dev', 'Review'] }, 2);
  const newCard: BoardChange = { kind: 'create', columnId: 'Dev', classOfService: 'standard' };

  test('finish goes past the next column if nothing else is possible, to the nearest one that makes room', () => {
    expect(ways(board(), newCard)).toEqual(['finish 2']);
    expect(onward(board(), newCard)).toEqual(['2 Release']);
    const full = board().limit('flow', { scope: 'board' }, 2);
    expect(onward(full, newCard)).toEqual(['2 Done']);
  });

  test('finish does not go past it if another card makes room: by one step, a swap or putting back', () => {
    const further = board({ cards: 1 }).limit('flow', { scope: 'board' }, 3);
    further.limits = further.limits.filter(({ id }) => id === 'flow');
    expect(onward(further, newCard)).toEqual(['3 Done']);
    const open = { ...board(), limits: board().limits.filter(({ id }) => id === 'group') };
    expect(ways(open, newCard)).toEqual(['putBack 2', 'putBack 1']);
  });

  test('finish does not go past a full column', () => {
    expect(ways(board({ limit: 0 }), newCard)).toEqual([]);
    const full = board()
      .limit('flow', { scope: 'board' }, 2)
      .limit('Review', { scope: 'column', columnId: 'Review' }, 0);
    expect(ways(full, newCard)).toEqual([]);
  });
});

describe('options in a full lane', () => {
  const board = () =>
    aBoard()
      .lanes('Payments', 'Search')
      .queue('Ready', { cards: [{ lane: 'Payments' }, { lane: 'Search' }] })
      .active('Dev', { cards: [{ lane: 'Payments' }, { lane: 'Search' }] })
      .active('Review', { cards: [{ lane: 'Payments' }] })
      .done('Done');

  test('only cards of the lane make way, and swaps are within it', () => {
    const full = board().limit('Payments', { scope: 'swimlane', swimlaneId: 'Payments' }, 2);
    expect(ways(full, move(1, 'Dev'))).toEqual(['finish 5', 'swap 3', 'putBack 5', 'putBack 3']);
    expect(onward(full, move(1, 'Dev'))).toEqual(['5 Done']);
  });

  test('a card leaves a cell for the next column', () => {
    const full = board().limit('cell', { scope: 'swimlane', swimlaneId: 'Payments', columnId: 'Dev' }, 1);
    expect(ways(full, move(2, 'Dev', { swimlaneId: 'Payments' }))).toEqual([
      'finish 3',
      'swap 3',
      'putBack 3',
    ]);
    expect(ways(full, move(4, 'Dev', { swimlaneId: 'Payments' }))).toEqual([
      'finish 3',
      'swap 3',
      'putBack 3',
    ]);
    expect(onward(full, move(2, 'Dev', { swimlaneId: 'Payments' }))).toEqual(['3 Review']);
  });

  test('a swap keeps the target lane', () => {
    const full = board().limit('Dev', { scope: 'column', columnId: 'Dev' }, 2);
    expect(ways(full, move(1, 'Dev'))).toEqual(['finish 3', 'finish 4', 'swap 3', 'putBack 4', 'putBack 3']);
  });
});

describe('options for a person with enough cards in flight', () => {
  const board = () =>
    aBoard()
      .queue('Ready', { cards: [{ of: 'Bao' }, {}] })
      .active('Dev', { cards: [{ of: 'Bao' }, { of: 'Ada' }] })
      .active('Review', { cards: [{ of: 'Bao' }] })
      .done('Done')
      .personLimit('Bao', 2);

  test('only their own cards are offered', () => {
    expect(ways(board(), { kind: 'edit', card: 4, assigneeIds: ['Bao'] })).toEqual([
      'finish 5',
      'putBack 5',
      'putBack 3',
    ]);
    expect(ways(board(), move(1, 'Dev'))).toEqual(['finish 5', 'swap 3', 'putBack 5', 'putBack 3']);
  });
});

describe('options in split columns', () => {
  test('a card in the doing half is neither finished nor swapped onward', () => {
    const board = aBoard()
      .queue('Ready', { cards: 1 })
      .active('Dev', { limit: 2, split: true, cards: ['doing', 'done'] })
      .active('Review', { cards: 1 })
      .done('Done');
    expect(ways(board, move(1, 'Dev'))).toEqual(['finish 3', 'swap 2', 'swap 3', 'putBack 3', 'putBack 2']);
    expect(ways(board, move(4, 'Dev'))).toEqual(['finish 3', 'swap 3', 'putBack 3', 'putBack 2']);
    expect(onward(board, move(1, 'Dev'))).toEqual(['3 Review']);
  });
});

describe('options with several broken limits', () => {
  test('lists only options that suffice, if there are any', () => {
    const board = aBoard()
      .queue('Ready', { cards: 1 })
      .active('Dev', { limit: 1, cards: [{ committedAt: '2026-02-01T00:00:00Z' }] })
      .active('Review', { cards: 4 })
      .done('Done')
      .limit('board', { scope: 'board' }, 5);
    // Only card 2 fills the column and the board at once, and in Review it would still fill the board.
    expect(ways(board, move(1, 'Dev'))).toEqual(['swap 2', 'putBack 2']);
  });

  test('marks options as not sufficient if two cards must make room', () => {
    const board = aBoard().queue('Ready', { cards: 2 }).active('Dev', { limit: 2, cards: 2 }).done('Done');
    const { options } = explainRefusal(board, {
      kind: 'bulk',
      moves: [1, 2].map((card) => ({ card, columnId: 'Dev' })),
    });
    expect(options.map(({ kind, card, suffices }) => [kind, card.number, suffices])).toEqual([
      ['finish', 3, false],
      ['finish', 4, false],
      ['putBack', 4, false],
      ['putBack', 3, false],
    ]);
  });

  test('leaves out an option that would exceed a limit of mode warn', () => {
    const board = aBoard()
      .queue('Ready', { cards: 1 })
      .active('Dev', { limit: 1, cards: 1 })
      .done('Done', { cards: 1 })
      .limit('warned', { scope: 'column', columnId: 'Done' }, 1, { mode: 'warn' });
    expect(ways(board, move(1, 'Dev'))).toEqual(['swap 2', 'putBack 2']);
  });

  test('marks a card that can leave only one of the limits as not sufficient', () => {
    const board = aBoard()
      .queue('Ready', { limit: 1, cards: 1 })
      .active('Dev', { limit: 1, cards: 1 })
      .active('Review')
      .done('Done', { limit: 0 })
      .limit('board', { scope: 'board' }, 1);
    expect(ways(board, move(1, 'Dev'))).toEqual(['swap 2']);
    const creating: BoardChange = { kind: 'create', columnId: 'Dev', classOfService: 'standard' };
    expect(onward(board, creating)).toEqual(['2 Review']);
    expect(explainRefusal(board, creating).options).toMatchObject([{ kind: 'finish', suffices: false }]);
  });
});

test('puts back only cards that have begun and are not delivered', () => {
  const board = aBoard()
    .queue('Ideas', { cards: 1 })
    .queue('Ready', { cards: 1 })
    .active('Dev', { cards: 1 })
    .done('Done', { limit: 1, cards: 1 })
    .limit('group', { scope: 'columns', columnIds: ['Ready', 'Dev'] }, 2);
  expect(ways(board, move(3, 'Done'))).toEqual(['swap 4']);
  expect(ways(board, move(1, 'Ready'))).toEqual(['swap 2', 'putBack 3']);
});

test('a card is no option for its own move', () => {
  const board = aBoard().queue('Ready', { cards: 1 }).active('Dev', { limit: 1, cards: 1 }).done('Done');
  const moves = [1, 2].map((card) => ({ card, columnId: 'Dev' }));
  expect(ways(board, { kind: 'bulk', moves })).toEqual([]);
});

test('no option breaks another limit', () => {
  const board = aBoard()
    .lanes('Payments')
    .queue('Ready', { cards: [{ of: 'Bao' }, {}], limit: 2 })
    .active('Dev', { limit: 1, cards: [{ of: 'Ada' }] })
    .active('Review', { limit: 1 })
    .done('Done')
    .personLimit('Bao', 0);
  expect(ways(board, move(2, 'Dev'))).toEqual(['finish 3', 'swap 3']);
  expect(ways(board, move(1, 'Dev'))).toEqual(['finish 3']);
  const closed = {
    ...board,
    limits: board.limits.map((each) => (each.id === 'Review' ? { ...each, max: 0 } : each)),
  };
  expect(ways(closed, move(2, 'Dev'))).toEqual(['swap 3']);
});

test('finds options that suffice also with given loads', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{ of: 'Bao' }] })
    .active('Dev', { cards: [{ of: 'Bao', committedAt: '2026-02-01T00:00:00Z' }] })
    .active('Review', { cards: [{ of: 'Bao' }] })
    .done('Done')
    .limit('Dev', { scope: 'column', columnId: 'Dev' }, 1, { load: 1 })
    .personLimit('Bao', 2, { load: 2 });
  expect(ways(board, move(1, 'Dev'))).toEqual(['swap 2', 'putBack 2']);
});

test('uses the given load: a card elsewhere takes a place of a person’s limit', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{ of: 'Bao' }] })
    .active('Dev', { cards: [{ of: 'Bao' }] })
    .done('Done')
    .personLimit('Bao', 2, { across: 'workspace', load: 2 });
  expect(ways(board, move(1, 'Dev'))).toEqual(['finish 2', 'swap 2', 'putBack 2']);
  expect(explainRefusal(board, move(1, 'Dev')).limits).toMatchObject([{ of: 'Bao', load: 2, cards: [1] }]);
});
