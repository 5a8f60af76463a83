import { expect, test } from '@jest/globals';
import { limitFaults } from '@weir/history';
import { Journal } from '../../src/upgrade/journal.js';
import { sinceBeginning } from '../../src/upgrade/judge.js';
import type { LoadedBoard } from '../../src/upgrade/loaded-board.js';

const board: LoadedBoard = {
  ...{ path: '/b', id: 'b', columns: ['ready', 'doing'], cards: [1, 2, 3] },
  limits: { doing: 2 },
};
const moved = (seq: number, card: number, columnId: string) => {
  const changes = [{ card, to: { columnId } }];
  return { seq, type: 'card.moved', at: new Date(seq * 1000), actor: null, changes };
};

test('the trial of an upgrade counts limits from the columns of the cards at the beginning of the load', () => {
  const columnOf = new Map([
    [1, 'doing'],
    [2, 'ready'],
    [3, 'ready'],
  ]);
  const faultsOf = (...events: ReturnType<typeof moved>[]) =>
    limitFaults([sinceBeginning({ board, columnOf, seq: 4 }, events)]).map(({ seq }) => seq);
  expect(faultsOf(moved(5, 2, 'doing'), moved(6, 1, 'ready'), moved(7, 3, 'doing'))).toEqual([]);
  expect(faultsOf(moved(5, 2, 'doing'), moved(6, 3, 'doing'), moved(7, 1, 'ready'))).toEqual([6]);
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
