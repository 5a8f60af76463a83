import { expect, it } from '@jest/globals';
import type { Board } from '@weir/contract';
import {
  blockingLimits,
  dragAnnouncement,
  verdictOf,
  verdictSentence,
} from '@/features/board/moving/verdict';
import { oftenExceededWords } from '@/features/limits/often-exceeded-words';
import { avatarMark, inFlightOf, personLimitsOf } from '@/features/limits/person-limits';
import { columnOccupancy, roomLabel, roomText } from '@/lib/board/capacity-words';
import { type Cell, cellsOf } from '@/lib/board/cells';
import { freeInCell } from '@/lib/board/least-free';
import { aBoard } from '../a-board.ts';

const said = (board: Board, card: number, cell: Cell, mayOverride = false) =>
  verdictSentence(verdictOf(board, board.cards.find(({ number }) => number === card)!, cell, mayOverride));

it('says before the drop which limit a place would break, whatever its scope', () => {
  const board = aBoard('Pay', 'Web')
    .queue('Ready', { cards: [{ lane: 'Pay', of: 'Bao' }] })
    .active('Dev', { max: 3, cards: [{ lane: 'Web' }] })
    .active('Review')
    .limit({ scope: 'columns', columnIds: ['Dev', 'Review'] }, 1, 1)
    .limit({ scope: 'swimlane', swimlaneId: 'Web', columnId: 'Dev' }, 1, 1)
    .limit({ scope: 'person', userId: 'Bao', across: 'workspace' }, 2, 2)
    .done('Done')
    .made();
  expect(said(board, 1, { columnId: 'Ready', swimlaneId: 'Pay' })).toBe('It stands here.');
  expect(said(board, 1, { columnId: 'Ready', swimlaneId: 'Web' })).toBe('Would take it.');
  expect(said(board, 1, { columnId: 'Dev', swimlaneId: 'Pay' })).toBe(
    'Dev + Review holds 1 of 1. Bao has 2 of 2 in flight over all boards.',
  );
  expect(said(board, 1, { columnId: 'Dev', swimlaneId: 'Web' })).toContain('Web · Dev is full: 1 of 1.');
  expect(said(board, 1, { columnId: 'Done' })).toBe('Would take it.');
  expect([...blockingLimits(board, board.cards[0]!, cellsOf(board))].sort()).toEqual([
    'limit 2',
    'limit 3',
    'limit 4',
  ]);
});

it('tells those who may pass a limit with a reason so, and all others that it refuses', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{}] })
    .active('Dev', { max: 1, mode: 'reason', cards: [{}] })
    .active('Review', { max: 0, mode: 'warn' })
    .made();
  expect(said(board, 1, { columnId: 'Dev' })).toBe('Dev is full: 1 of 1.');
  expect(said(board, 1, { columnId: 'Dev' }, true)).toBe('Dev is full: 1 of 1. Passes with a reason.');
  expect(said(board, 1, { columnId: 'Review' })).toBe('Review is closed. It passes, and that is recorded.');
});

it('offers to pass with a reason only what the month’s budget reaches for, and says so where it does not', () => {
  const of = (budget: number, spent: number) => ({
    ...aBoard()
      .queue('Ready', { cards: [{}] })
      .active('Dev', { max: 1, mode: 'reason', cards: [{}] })
      .limit({ scope: 'board' }, 1, 1, { mode: 'reason' })
      .made(),
    overrides: { budget, spent, renewsOn: '2026-12-01' },
  });
  const full = 'Dev is full: 1 of 1. Platform has 1 of 1 in flight.';
  expect(said(of(3, 1), 1, { columnId: 'Dev' }, true)).toBe(`${full} Passes with a reason.`);
  expect(said(of(3, 2), 1, { columnId: 'Dev' }, true)).toMatch(
    `${full} It would take 2 overrides; 1 of this month’s 3 is left.`,
  );
  expect(said(of(1, 1), 1, { columnId: 'Dev' }, true)).toMatch(`${full} This month’s one override is spent.`);
  expect(verdictOf(of(3, 3), of(3, 3).cards[0]!, { columnId: 'Dev' }, true).kind).toBe('refused');
  expect(said(of(3, 3), 1, { columnId: 'Dev' })).toBe(full);
});

it('asks to finish a card of a doing half before it goes on, and lets it back and into the done half', () => {
  const board = aBoard()
    .queue('Ready')
    .active('Dev', { split: true, cards: [{}] })
    .active('Review')
    .done('Done')
    .made();
  const first = 'Finish it first: it stands in the doing half of Dev.';
  expect(said(board, 1, { columnId: 'Review' })).toBe(first);
  expect(said(board, 1, { columnId: 'Done' })).toBe(first);
  expect(said(board, 1, { columnId: 'Dev', half: 'done' })).toBe('Would take it.');
  expect(said(board, 1, { columnId: 'Ready' })).toBe('Would take it.');
  expect(dragAnnouncement(board, board.cards[0]!, cellsOf(board), false)).toBe(
    `PLAT-1 is taken up. Review; Done: ${first} Elsewhere it would be taken.`,
  );
});

it('names a column once where all its lanes say the same', () => {
  const board = aBoard('Pay', 'Web')
    .queue('Ready', { cards: [{ lane: 'Pay' }] })
    .active('Dev', { max: 0 })
    .active('Review')
    .limit({ scope: 'swimlane', swimlaneId: 'Web' }, 0, 0)
    .done('Done')
    .made();
  expect(dragAnnouncement(board, board.cards[0]!, cellsOf(board), false)).toBe(
    'PLAT-1 is taken up. Dev, in Pay; Dev, in no lane: Dev is closed. ' +
      'Dev, in Web: Dev is closed. Web is closed. Review, in Web: Web is closed. Elsewhere it would be taken.',
  );
  const open = aBoard('Pay')
    .queue('Ready', { cards: [{ lane: 'Pay' }] })
    .active('Dev', { max: 0 })
    .made();
  expect(dragAnnouncement(open, open.cards[0]!, cellsOf(open), false)).toContain('. Dev: Dev is closed. ');
});

it('has a word for every state of a limit, the lack below a minimum too', () => {
  const word = (load: number, max: number, min?: number) => roomLabel({ load, limit: { max, min } });
  expect(word(1, 4, 2)).toEqual({ state: 'starving', text: 'Starving: at least 2' });
  expect(word(2, 4, 2)).toEqual({ state: 'free', text: 'Room for two' });
  expect(word(4, 4)).toEqual({ state: 'full', text: 'Full' });
  expect(word(6, 4)).toEqual({ state: 'over', text: 'Over by 2' });
  expect(word(0, 0)).toEqual({ state: 'closed', text: 'Closed' });
  expect(roomText({ load: 1, limit: null })).toBe('1 card, no limit');
});

it('counts what stands in a column without a limit, expedite cards too, and what counts against one that has it', () => {
  const cards = [{ classOfService: 'expedite' as const }, { archivedAt: '2026-11-21T12:00:00Z' }];
  const board = aBoard().active('Dev', { max: 3, cards }).done('Done', { cards }).made();
  const [dev, done] = board.columns;
  expect(roomText(columnOccupancy(board, done!))).toBe('1 card, no limit');
  expect(roomText(columnOccupancy(board, dev!))).toMatch(/ of 3, /);
});

it('marks a person by the tighter of their limits, says both, and marks nobody who has none', () => {
  const board = aBoard()
    .active('Dev', { cards: [{ of: 'Bao' }, { of: 'Bao' }, { of: 'Kim' }] })
    .limit({ scope: 'person', userId: 'Bao', across: 'board' }, 4, 2)
    .limit({ scope: 'person', userId: 'Bao', across: 'workspace' }, 5, 5)
    .made();
  expect(avatarMark(personLimitsOf(board, 'Bao'))).toEqual({
    state: 'full',
    word: '5 of 5 over all boards, full; 2 of 4 in flight, room for two',
  });
  expect(avatarMark(personLimitsOf(board, 'Kim'))).toBeNull();
  expect(inFlightOf(board, 'Kim')).toBe(1);
});

it('draws no more places than every limit leaves', () => {
  const board = aBoard('Pay')
    .queue('Ready', { max: 5 })
    .active('Dev', { max: 3 })
    .active('Review')
    .limit({ scope: 'columns', columnIds: ['Dev', 'Review'] }, 2, 1)
    .limit({ scope: 'swimlane', swimlaneId: 'Pay' }, 4, 4)
    .limit({ scope: 'person', userId: 'Bao', across: 'board' }, 1, 1)
    .made();
  expect(freeInCell(board, { columnId: 'Dev' })).toBe(1);
  expect(freeInCell(board, { columnId: 'Dev', swimlaneId: 'Pay' })).toBe(0);
  expect(freeInCell(board, { columnId: 'Ready', swimlaneId: 'Pay' })).toBe(5);
});

it('says with its figures that a limit is fiction', () => {
  expect(oftenExceededWords('Review', { max: 3, passedLately: 4 })).toMatch(
    /^The limit of Review is fiction: 3, and passed 4 times in 30 days\./,
  );
});
