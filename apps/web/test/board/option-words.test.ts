import { expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { optionText, skippedColumns, swapText } from '@/features/board/refusals/option-words';
import { aBoard } from '../a-board.ts';

const { t, format } = createWords('en');
const list = (names: readonly string[]) => format.list(names);

it('says where two cards go that swap lanes or halves, and nothing if they swap columns alone', () => {
  const board = aBoard('Requests', 'Own')
    .queue('Ready', { cards: [{ lane: 'Own' }] })
    .active('Dev', { split: true, cards: [{ lane: 'Requests', half: 'done' }, { lane: 'Own' }] })
    .made();
  const [ready, done, doing] = board.cards;
  if (!ready || !done || !doing) throw new Error('not made');
  expect(swapText(t, board, ready, done)).toBe(
    'PLAT-1 goes to Dev (working), in Requests, PLAT-2 to Ready, in Own.',
  );
  expect(swapText(t, board, ready, done, 'done')).toContain(
    'PLAT-1 goes to Dev (ready to pull), in Requests',
  );
  expect(swapText(t, board, doing, done)).toContain('PLAT-2 to Dev (ready to pull), in Own.');
  expect(swapText(t, board, ready, doing)).toBeNull();
});

it('names no lanes if both cards are in the same one', () => {
  const board = aBoard('Requests', 'Own')
    .queue('Ready', { cards: [{ lane: 'Own' }] })
    .active('Dev', { split: true, cards: [{ lane: 'Own', half: 'done' }] })
    .made();
  const [ready, done] = board.cards;
  if (!ready || !done) throw new Error('not made');
  expect(swapText(t, board, ready, done)).toBeNull();
  expect(swapText(t, board, done, ready)).toBe('PLAT-1 goes to Dev (working).');
});

it('names only the other card’s half if one card is done in its own', () => {
  const board = aBoard()
    .active('Dev', { split: true, cards: [{ half: 'done' }] })
    .active('Review', { cards: [{}] })
    .made();
  const [done, review] = board.cards;
  if (!done || !review) throw new Error('not made');
  expect(swapText(t, board, done, review)).toBe('PLAT-2 goes to Dev (working).');
});

it('says where a card moves to make room, and which columns it skips', () => {
  const board = aBoard()
    .active('Dev', { cards: [{}] })
    .active('Test')
    .active('Review')
    .active('Release')
    .done('Done')
    .made();
  const { number, ref, title } = board.cards[0]!;
  const option = (columnId: string) => ({
    kind: 'finish' as const,
    card: { number, ref, title },
    suffices: true,
    columnId,
  });
  expect(skippedColumns(board, board.cards[0]!, 'Release')).toEqual(['Test', 'Review']);
  expect(optionText(t, list, board, option('Test'))).toBe('move it to Test');
  expect(optionText(t, list, board, option('Review'))).toBe('move it to Review, skipping Test');
  expect(optionText(t, list, board, option('Done'))).toBe(
    'move it to Done, skipping Test, Review and Release',
  );
  const german = createWords('de');
  expect(optionText(german.t, (names) => german.format.list(names), board, option('Release'))).toBe(
    'nach Release verschieben, ohne Test und Review',
  );
});
