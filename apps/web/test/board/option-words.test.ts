import { expect, it } from '@jest/globals';
import { optionText, swapText, targetText } from '@/features/board/refusals/option-words';
import { aBoard } from '../a-board.ts';

it('says where two cards go that change lanes or halves with each other, and nothing where they change columns alone', () => {
  const board = aBoard('Asked for', 'Own')
    .queue('Ready', { cards: [{ lane: 'Own' }] })
    .active('Dev', { split: true, cards: [{ lane: 'Asked for', half: 'done' }, { lane: 'Own' }] })
    .made();
  const [ready, done, doing] = board.cards;
  if (!ready || !done || !doing) throw new Error('not made');
  expect(swapText(board, ready, done)).toBe(
    'Swap: PLAT-1 goes to Dev, done half, in Asked for; PLAT-2 goes to Ready, in Own.',
  );
  expect(swapText(board, doing, done)).toContain('PLAT-2 goes to Dev, doing half, in Own.');
  expect(swapText(board, ready, doing)).toBeNull();
});

it('says no lanes where both cards are in one', () => {
  const board = aBoard('Asked for', 'Own')
    .queue('Ready', { cards: [{ lane: 'Own' }] })
    .active('Dev', { split: true, cards: [{ lane: 'Own', half: 'done' }] })
    .made();
  const [ready, done] = board.cards;
  if (!ready || !done) throw new Error('not made');
  expect(swapText(board, ready, done)).toBe('Swap: PLAT-1 goes to Dev, done half; PLAT-2 goes to Ready.');
});

it('says of a card that is done with its half only where the other one goes', () => {
  const board = aBoard()
    .active('Dev', { split: true, cards: [{ half: 'done' }] })
    .active('Review', { cards: [{}] })
    .made();
  const [done, review] = board.cards;
  if (!done || !review) throw new Error('not made');
  expect(swapText(board, done, review)).toBe('Swap: PLAT-2 goes to Dev, done half.');
});

it('says where a card goes that is to finish, and past what', () => {
  const board = aBoard()
    .active('Dev', { cards: [{}] })
    .active('Test')
    .active('Review')
    .active('Release')
    .done('Done')
    .made();
  const said = (columnId: string) => targetText(board, board.cards[0]!, columnId);
  expect(said('Test')).toBe('To Test');
  expect(said('Release')).toBe('To Release, past Test and Review');
  expect(said('Done')).toBe('To Done, past Test, Review and Release');
  const { number, ref, title } = board.cards[0]!;
  const direction = {
    kind: 'finish' as const,
    card: { number, ref, title },
    suffices: true,
    columnId: 'Review',
  };
  expect(optionText(board, direction)).toBe('to Review, past Test');
});
