import { expect, test } from '@jest/globals';
import { Journal } from '../../src/upgrade/journal.js';
import { exceededIn, gapsIn } from '../../src/upgrade/judge.js';
import type { LoadedBoard } from '../../src/upgrade/loaded-board.js';

const board: LoadedBoard = {
  ...{ path: '/b', id: 'b', columns: ['ready', 'doing'], cards: [1, 2, 3] },
  limits: { doing: 2 },
};
const moved = (seq: number, card: number, columnId: string, second = seq) => ({
  seq,
  at: new Date(second * 1000),
  changes: [{ card, to: { columnId } }],
});

test('the trial of an upgrade finds a limit that was exceeded only for a moment', () => {
  const began = new Map([
    [1, 'doing'],
    [2, 'ready'],
    [3, 'ready'],
  ]);
  const within = [moved(1, 2, 'doing'), moved(2, 1, 'ready'), moved(3, 3, 'doing')];
  expect(exceededIn(board, within, began)).toEqual([]);
  const over = [moved(1, 2, 'doing'), moved(2, 3, 'doing'), moved(3, 1, 'ready')];
  expect(exceededIn(board, over, began)).toEqual(['/b: 3 cards at a limit of 2 after event 2']);
});

test('the trial of an upgrade finds missing events, and events out of order of time', () => {
  const events = [moved(1, 1, 'doing'), moved(2, 1, 'ready'), moved(3, 1, 'doing')];
  expect(gapsIn(board, events, 3)).toEqual([]);
  expect(gapsIn(board, [events[0]!, events[2]!], 3)).toEqual([
    '/b has 2 events, and its clock is at 3',
    '/b: event 3 has the place 2',
  ]);
  expect(gapsIn(board, [moved(1, 1, 'doing', 9), moved(2, 1, 'ready', 8)], 2)).toEqual([
    '/b: event 2 is earlier than the one before',
  ]);
});

test('the trial of an upgrade accepts either value after a call without an answer, and only the last one after an answer', () => {
  const journal = new Journal();
  const possible = () => journal.values.get(board)?.get('card 1 column');
  journal.value(board, 'card 1 column', 'doing', null);
  expect(possible()).toEqual([null, 'doing']);
  journal.value(board, 'card 1 column', 'doing', true);
  journal.value(board, 'card 1 column', 'ready', false);
  journal.value(board, 'card 1 column', 'review', null);
  expect(possible()).toEqual(['doing', 'review']);
  journal.value(board, 'card 1 column', 'ready', true);
  expect(possible()).toEqual(['ready']);
});
