import { findBrokenLimits, findWarnedLimits, isOftenExceeded, limitLoad } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const broken = (...parameters: Parameters<typeof findBrokenLimits>) =>
  findBrokenLimits(...parameters).map(({ id }) => id);
const aCard = { kind: 'create', classOfService: 'standard' } as const;

test('refuses a third card into a column of two, moved or new', () => {
  const board = aBoard().queue('Ready', { cards: 1 }).active('Doing', { limit: 2, cards: 2 }).done('Done');
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Doing' })).toEqual(['Doing']);
  expect(broken(board, { ...aCard, columnId: 'Doing' })).toEqual(['Doing']);
});

test('admits a card into the last free place', () => {
  const board = aBoard().queue('Ready', { cards: 1 }).active('Doing', { limit: 2, cards: 1 }).done('Done');
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Doing' })).toEqual([]);
});

test('a maximum of 0 closes a place', () => {
  const board = aBoard().queue('Ready', { limit: 0 }).active('Doing').done('Done');
  expect(broken(board, { ...aCard, columnId: 'Ready' })).toEqual(['Ready']);
});

test('lets cards leave and stay when a limit was lowered below its load', () => {
  const board = aBoard().queue('Ready').active('Doing', { limit: 1, cards: 3 }).done('Done');
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Done' })).toEqual([]);
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Doing' })).toEqual([]);
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Ready' })).toEqual([]);
});

test('lets two cards swap between full columns', () => {
  const board = aBoard()
    .queue('Ready')
    .active('Doing', { limit: 1, cards: 1 })
    .active('Review', { limit: 1, cards: 1 });
  expect(broken(board, { kind: 'swap', card: 1, with: 2 })).toEqual([]);
});

test('an expedite card enters a full column, and its own limit refuses the second', () => {
  const board = aBoard()
    .classLimit('expedite', 1)
    .queue('Ready', { cards: ['expedite', 'expedite'] })
    .active('Doing', { limit: 1, cards: 1 })
    .active('Review', { cards: [] });
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Doing' })).toEqual([]);
  board.cards[0]!.columnId = 'Doing';
  expect(broken(board, { kind: 'move', card: 2, columnId: 'Review' })).toEqual(['expedite']);
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Review' })).toEqual([]);
});

test('changing a card to or from expedite in a full column counts as entering', () => {
  const board = aBoard()
    .classLimit('expedite', 1)
    .queue('Ready')
    .active('Doing', { limit: 1, cards: ['standard', 'expedite'] });
  expect(broken(board, { kind: 'edit', card: 1, classOfService: 'expedite' })).toEqual(['expedite']);
  expect(broken(board, { kind: 'edit', card: 2, classOfService: 'intangible' })).toEqual(['Doing']);
  expect(broken(board, { kind: 'edit', card: 1, classOfService: 'fixedDate' })).toEqual([]);
});

test('expedite cards in a queue count against no limit', () => {
  const board = aBoard()
    .classLimit('expedite', 1)
    .queue('Ready', { limit: 0, cards: ['expedite', 'expedite'] });
  expect(board.limits.map((limit) => limitLoad(limit, board))).toEqual([0, 0]);
});

test('an archived card counts nowhere, and restoring it counts as entering', () => {
  const board = aBoard()
    .queue('Ready')
    .active('Doing', { limit: 1, cards: [{}, { archivedAt: '2026-02-01T00:00:00Z' }] });
  expect(limitLoad(board.limits[0]!, board)).toBe(1);
  expect(broken(board, { kind: 'restore', card: board.cards[1]! })).toEqual(['Doing']);
});

test('blocked cards count like any other', () => {
  const board = aBoard()
    .queue('Ready')
    .active('Doing', { limit: 1, cards: [{ blocked: {} }] });
  expect(broken(board, { ...aCard, columnId: 'Doing' })).toEqual(['Doing']);
});

test('names every limit that a change breaks', () => {
  const board = aBoard()
    .classLimit('standard', 1)
    .queue('Ready', { cards: 1 })
    .active('Doing', { limit: 1, cards: 1 });
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Doing' })).toEqual(['standard', 'Doing']);
});

test('uses a given load instead of the cards it can see', () => {
  const board = aBoard().queue('Ready', { cards: 1 }).done('Done', { limit: 5 });
  board.limits[0]!.load = 5;
  expect(broken(board, { kind: 'move', card: 1, columnId: 'Done' })).toEqual(['Done']);
});

test('a limit of mode warn refuses nothing, and is listed as exceeded', () => {
  const board = aBoard().queue('Ready', { limit: 0 });
  const change = { ...aCard, columnId: 'Ready' };
  expect(findWarnedLimits(board, change)).toEqual([]);
  board.limits[0]!.mode = 'warn';
  expect(broken(board, change)).toEqual([]);
  expect(findWarnedLimits(board, change)).toEqual(board.limits);
});

test('a limit of mode reason is broken until it is overridden', () => {
  const board = aBoard().queue('Ready', { limit: 0 });
  board.limits[0]!.mode = 'reason';
  expect(broken(board, { ...aCard, columnId: 'Ready' })).toEqual(['Ready']);
  expect(findWarnedLimits(board, { ...aCard, columnId: 'Ready' })).toEqual([]);
});

test('a minimum blocks nothing', () => {
  const board = aBoard().queue('Ready').active('Doing', { limit: 3, cards: 2 });
  board.limits[0]!.min = 3;
  expect(broken(board, { kind: 'putBack', card: 1 })).toEqual([]);
});

test('a limit exceeded three times in 30 days is often exceeded', () => {
  expect([undefined, 0, 2, 3, 9].map((passedLately) => isOftenExceeded({ passedLately }))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
