import { expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { groupBars } from '@/features/board/columns/groups/group-layout';
import { cardsInCell, cellName, cellsOf, deliveredShown, lanesOf } from '@/lib/board/cells';
import { adjacentLaneTarget, keyboardTarget, nextCard, type Stack } from '@/lib/board/keyboard-moves';
import { swapPlacements, withPlacements } from '@/lib/board/optimistic';
import { aBoard } from '../a-board.ts';

const now = new Date('2026-11-24T12:00:00Z');
const { t } = createWords('en');
const cardOf = (board: ReturnType<typeof split>, number: number) =>
  board.cards.find((card) => card.number === number)!;

const split = () =>
  aBoard('Pay', 'Web')
    .queue('Ready', { cards: [{ lane: 'Pay' }] })
    .active('Dev', { max: 3, split: true, cards: [{ lane: 'Pay' }, { lane: 'Web', half: 'done' }] })
    .active('Review')
    .done('Done')
    .made();

it('lists every cell of a board with lanes and halves, and names it', () => {
  const board = split();
  expect(lanesOf(board, false)).toEqual(['Pay', 'Web']);
  expect(lanesOf(board, true)).toEqual(['Pay', 'Web', null]);
  expect(cellsOf(board)).toHaveLength(15);
  expect(cellName(t, board, { columnId: 'Dev', swimlaneId: 'Pay', half: 'done' })).toBe(
    'Dev (ready to pull), in Pay',
  );
  expect(cellName(t, board, { columnId: 'Review', swimlaneId: null })).toBe('Review, no lane');
  expect(cellName(t, aBoard().queue('Ready').made(), { columnId: 'Ready' })).toBe('Ready');
});

it('names cells in German', () => {
  const german = createWords('de').t;
  expect(cellName(german, split(), { columnId: 'Dev', swimlaneId: 'Pay', half: 'doing' })).toBe(
    'Dev (läuft), in Pay',
  );
  expect(cellName(german, split(), { columnId: 'Review', swimlaneId: null })).toBe('Review, ohne Swimlane');
});

it('shows as many delivered cards in a lane as its fullest other cell has, from one to three', () => {
  const lane = 'Pay';
  const cards = (count: number) => Array.from({ length: count }, () => ({ lane }));
  const shown = (waiting: number, lanes = [lane, 'Web']) =>
    deliveredShown(
      aBoard(...lanes)
        .queue('Ready', { cards: cards(waiting) })
        .done('Done', { cards: cards(9) })
        .made(),
      lanes.length > 0 ? { columnId: 'Done', swimlaneId: lane } : { columnId: 'Done' },
    );
  expect([0, 1, 2, 7].map((waiting) => shown(waiting))).toEqual([1, 1, 2, 3]);
  expect(shown(0, [])).toBe(8);
});

it('has a row for cards without a lane if there are any', () => {
  const board = aBoard('Pay')
    .queue('Ready', { cards: [{}] })
    .made();
  expect(lanesOf(board, false)).toEqual(['Pay', null]);
});

it('moves a card by key into a split column as doing, through its halves in order, and back step by step', () => {
  const board = split();
  expect(keyboardTarget(board, cardOf(board, 1), 'right')).toEqual({ columnId: 'Dev' });
  expect(keyboardTarget(board, cardOf(board, 2), 'right')).toEqual({ columnId: 'Dev', half: 'done' });
  expect(keyboardTarget(board, cardOf(board, 3), 'right')).toEqual({ columnId: 'Review' });
  expect(keyboardTarget(board, cardOf(board, 3), 'left')).toEqual({ columnId: 'Dev', half: 'doing' });
  expect(keyboardTarget(board, cardOf(board, 1), 'left')).toBeUndefined();
});

it('moves a card by key past the last one of its lane into the next lane, or to a lane at once', () => {
  const board = split();
  const doing = cardOf(board, 2);
  expect(keyboardTarget(board, doing, 'down')).toEqual({ columnId: 'Dev', half: 'doing', swimlaneId: 'Web' });
  expect(keyboardTarget(board, doing, 'up')).toBeUndefined();
  expect(adjacentLaneTarget(board, cardOf(board, 3), 'down')).toMatchObject({ swimlaneId: null });
});

it('draws a moved card at once in its lane and half, and updates every load', () => {
  const board = aBoard('Pay', 'Web')
    .queue('Ready', { cards: [{ lane: 'Pay', of: 'Bao' }] })
    .active('Dev', { max: 3, split: true })
    .limit({ scope: 'swimlane', swimlaneId: 'Web' }, 2, 0)
    .limit({ scope: 'person', userId: 'Bao', across: 'board' }, 2, 1)
    .limit({ scope: 'board' }, 8, 4)
    .made();
  const after = withPlacements(board, [{ card: 1, columnId: 'Dev', swimlaneId: 'Web' }], now);
  expect(after.cards[0]).toMatchObject({ columnId: 'Dev', half: 'doing', swimlaneId: 'Web' });
  expect(after.limits.map(({ scope, load }) => [scope, load])).toEqual([
    ['column', 1],
    ['swimlane', 1],
    ['person', 2],
    ['board', 5],
  ]);
  expect(cardsInCell(after, { columnId: 'Dev', swimlaneId: 'Pay' })).toEqual([]);
  const finished = withPlacements(after, [{ card: 1, columnId: 'Dev', half: 'done' }], now);
  expect(finished.cards[0]).toMatchObject({ half: 'done', swimlaneId: 'Web' });
  expect(withPlacements(finished, [{ card: 1, columnId: 'Ready' }], now).cards[0]?.half).toBeNull();
});

it('swaps column and lane of two cards, and gives the first the half that the swap names', () => {
  const board = split();
  const after = withPlacements(board, swapPlacements(board, 1, 3), now);
  expect(cardOf(after, 1)).toMatchObject({ columnId: 'Dev', half: 'doing', swimlaneId: 'Web' });
  expect(cardOf(after, 3)).toMatchObject({ columnId: 'Ready', half: null, swimlaneId: 'Pay' });
  const done = withPlacements(board, swapPlacements(board, 1, 3, 'done'), now);
  expect(cardOf(done, 1)).toMatchObject({ columnId: 'Dev', half: 'done', swimlaneId: 'Web' });
});

it('moves the focus by arrow keys through lanes and halves as they are drawn', () => {
  const stack = (column: string, lane: string, half: string, ...cards: number[]): Stack => ({
    column,
    lane,
    half,
    cards,
  });
  const stacks = [
    stack('Ready', 'Pay', '', 1, 2),
    stack('Ready', 'Web', '', 3),
    stack('Dev', 'Pay', 'doing', 4),
    stack('Dev', 'Pay', 'done', 5),
    stack('Dev', 'Web', 'doing'),
    stack('Dev', 'Web', 'done', 6),
  ];
  expect(nextCard(stacks, 2, 'down')).toBe(3);
  expect(nextCard(stacks, 3, 'up')).toBe(2);
  expect(nextCard(stacks, 2, 'right')).toBe(4);
  expect(nextCard(stacks, 4, 'right')).toBe(5);
  expect(nextCard(stacks, 3, 'right')).toBe(6);
  expect(nextCard(stacks, 6, 'left')).toBe(3);
  expect(nextCard(stacks, 5, 'down')).toBe(6);
  expect(nextCard(stacks, 1, 'up')).toBeUndefined();
});

it('draws a limit of several columns above them, in rows of their own where two would overlap', () => {
  const bars = (...groups: string[][]) => {
    const maker = aBoard();
    for (const columnIds of groups) maker.limit({ scope: 'columns', columnIds }, 5, 0);
    return groupBars(['Ready', 'Dev', 'Review', 'Done'], maker.made().limits).map(
      ({ row, from, to, isFirst }) => [row, from, to, isFirst],
    );
  };
  expect(bars(['Review', 'Dev'])).toEqual([[0, 1, 2, true]]);
  expect(bars(['Ready', 'Dev'], ['Dev', 'Review'], ['Review', 'Done'])).toEqual([
    [0, 0, 1, true],
    [1, 1, 2, true],
    [0, 2, 3, true],
  ]);
  expect(bars(['Ready', 'Review'])).toEqual([
    [0, 0, 0, true],
    [0, 2, 2, false],
  ]);
  expect(bars(['gone', 'gone too'])).toEqual([]);
});
