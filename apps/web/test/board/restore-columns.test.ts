import { expect, it } from '@jest/globals';
import { restoreColumns } from '@/features/board/card/archive/restore-columns';
import { aBoard } from '../a-board.ts';

const archivedAt = '2026-11-21T12:00:00Z';

it('restores an archived card to an earlier column with room or to the next one, and no further', () => {
  const board = aBoard()
    .queue('Ideas')
    .queue('Ready', { max: 1, cards: [{}] })
    .active('Dev', { max: 1, cards: [{}] })
    .active('Review')
    .done('Done')
    .made();
  const card = { ...board.cards[1]!, number: 9, archivedAt };
  expect(restoreColumns(board, card).map(({ id }) => id)).toEqual(['Ideas', 'Review']);
});

it('does not restore a card onward that was not in the done half', () => {
  const board = aBoard()
    .queue('Ready')
    .active('Dev', { max: 1, split: true, cards: [{}] })
    .done('Done')
    .made();
  const card = { ...board.cards[0]!, number: 9, archivedAt };
  expect(restoreColumns(board, card).map(({ id }) => id)).toEqual(['Ready']);
  expect(restoreColumns(board, { ...card, half: 'done' }).map(({ id }) => id)).toEqual(['Ready', 'Done']);
});
