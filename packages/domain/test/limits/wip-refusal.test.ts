import { type BoardChange, explainRefusal, type RefusalOption } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const intoDoing = (card: number): BoardChange => ({ kind: 'move', card, columnId: 'Doing' });
const ways = (options: RefusalOption[]) => options.map(({ kind, card }) => `${kind} ${card.number}`);

test('names the limit, its load and all options', () => {
  const board = aBoard()
    .queue('Ready', { limit: 2, cards: 1 })
    .active('Doing', { limit: 2, cards: 2 })
    .active('Review', { limit: 1 })
    .done('Done');
  const refusal = explainRefusal(board, intoDoing(1));
  expect(refusal.limits).toEqual([
    { id: 'Doing', scope: 'column', of: 'Doing', max: 2, mode: 'block', load: 2, cards: [1] },
  ]);
  expect(ways(refusal.options)).toEqual([
    'finish 2',
    'finish 3',
    'swap 2',
    'swap 3',
    'putBack 3',
    'putBack 2',
  ]);
  expect(refusal.options[0]?.card).toEqual({ number: 2, ref: 'PLAT-2', title: 'Card 2' });
  expect(refusal.limits).toMatchObject([{ scope: 'column', of: 'Doing', load: 2, max: 2 }]);
});

test('offers at most three cards for each option, the oldest first', () => {
  const board = aBoard().queue('Ready', { cards: 1 }).active('Doing', { limit: 5, cards: 5 }).done('Done');
  expect(ways(explainRefusal(board, intoDoing(1)).options)).toEqual([
    'finish 2',
    'finish 3',
    'finish 4',
    'swap 2',
    'swap 3',
    'swap 4',
    'putBack 6',
    'putBack 5',
    'putBack 4',
  ]);
});

test('offers no finish if the next column is full, and no putting back to a full queue', () => {
  const board = aBoard()
    .queue('Ready', { limit: 1, cards: 1 })
    .active('Doing', { limit: 1, cards: 1 })
    .active('Review', { limit: 1, cards: 1 })
    .done('Done');
  expect(ways(explainRefusal(board, intoDoing(1)).options)).toEqual(['swap 2']);
});

test('does not offer to finish a blocked card', () => {
  const board = aBoard()
    .queue('Ready', { cards: 1 })
    .active('Doing', { limit: 1, cards: [{ blocked: {} }] })
    .done('Done');
  expect(ways(explainRefusal(board, intoDoing(1)).options)).toEqual(['swap 2', 'putBack 2']);
});

test('offers no swap for a new card', () => {
  const board = aBoard().queue('Ready').active('Doing', { limit: 1, cards: 1 }).done('Done');
  const create: BoardChange = { kind: 'create', columnId: 'Doing', classOfService: 'standard' };
  expect(ways(explainRefusal(board, create).options)).toEqual(['finish 1', 'putBack 1']);
});

test('a second expedite card must wait until the first is delivered, not just moved', () => {
  const board = aBoard()
    .classLimit('expedite', 1)
    .queue('Ready', { cards: ['expedite'] })
    .active('Doing')
    .active('Review', { limit: 0 })
    .active('Release', { cards: ['expedite'] })
    .done('Done', { limit: 1 });
  const refusal = explainRefusal(board, intoDoing(1));
  expect(refusal.limits).toMatchObject([{ of: 'expedite', max: 1, load: 1 }]);
  expect(ways(refusal.options)).toEqual(['finish 2', 'putBack 2']);
});

test('keeps the database’s refusal even if the board has drained since', () => {
  const board = aBoard().queue('Ready', { cards: 1 }).active('Doing', { limit: 2, cards: 1 }).done('Done');
  expect(explainRefusal(board, intoDoing(1)).limits).toEqual([]);
  expect(explainRefusal(board, intoDoing(1), [{ id: 'Doing', load: 2 }]).limits).toMatchObject([
    { of: 'Doing', load: 2, cards: [1] },
  ]);
});

test('names every broken limit once, with the database’s load where it gave one', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{ of: 'Bao' }] })
    .active('Doing', { limit: 1, cards: 1 })
    .active('Review', { cards: [{ of: 'Bao' }] })
    .limit('board', { scope: 'board' }, 2, { mode: 'reason' })
    .limit('warned', { scope: 'classOfService', classOfService: 'standard' }, 2, { mode: 'warn' })
    .personLimit('Bao', 1);
  const reported = [{ id: 'Bao', load: 4 }, { id: 'gone since', load: 9 }, { id: 'Doing' }];
  expect(explainRefusal(board, intoDoing(1), reported).limits).toEqual([
    { id: 'Doing', scope: 'column', of: 'Doing', max: 1, mode: 'block', load: 1, cards: [1] },
    { id: 'board', scope: 'board', of: 'Platform', max: 2, mode: 'reason', load: 2, cards: [1] },
    { id: 'Bao', scope: 'person', across: 'board', of: 'Bao', max: 1, mode: 'block', load: 4, cards: [1] },
  ]);
});

test('names for each limit the cards that would enter it', () => {
  const board = aBoard()
    .queue('Ready', { cards: ['standard', 'expedite', 'standard'] })
    .active('Doing', { limit: 0 })
    .active('Review', { limit: 0, cards: 1 })
    .classLimit('expedite', 0);
  const moves = [1, 2, 4].map((card) => ({ card, columnId: 'Doing' }));
  const { limits } = explainRefusal(board, {
    kind: 'bulk',
    moves: [...moves, { card: 3, columnId: 'Review' }],
  });
  expect(limits.map(({ of, cards }) => [of, cards])).toEqual([
    ['Doing', [1, 4]],
    ['expedite', [2]],
  ]);
  const within = {
    kind: 'bulk',
    moves: [
      { card: 4, columnId: 'Review' },
      { card: 1, columnId: 'Review' },
    ],
  } as const;
  expect(explainRefusal(board, within).limits).toMatchObject([{ of: 'Review', cards: [1] }]);
  const create: BoardChange = { kind: 'create', columnId: 'Doing', classOfService: 'standard' };
  expect(explainRefusal(board, create).limits).toMatchObject([{ of: 'Doing', cards: [] }]);
});

test('a full queue offers to pull from it', () => {
  const board = aBoard().queue('Ready', { limit: 1, cards: 1 }).active('Doing', { limit: 1 }).done('Done');
  const create: BoardChange = { kind: 'create', columnId: 'Ready', classOfService: 'standard' };
  expect(ways(explainRefusal(board, create).options)).toEqual(['finish 1']);
});
