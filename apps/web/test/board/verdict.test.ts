import { expect, it } from '@jest/globals';
import type { Board } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import {
  blockingLimits,
  dragAnnouncement,
  verdictOf,
  verdictSentence,
} from '@/features/board/moving/verdict';
import { avatarMark, inFlightOf, personLimitsOf } from '@/features/limits/person-limits';
import { columnOccupancy, freeInCell, occupancyText, placeState, stateLabel } from '@/lib/board/capacity';
import { type Cell, cellsOf } from '@/lib/board/cells';
import { aBoard } from '../a-board.ts';

const words = createWords('en');
const { t } = words;

const sentence = (board: Board, card: number, cell: Cell, mayOverride = false, language = words) =>
  verdictSentence(
    language.t,
    verdictOf(language, board, board.cards.find(({ number }) => number === card)!, cell, mayOverride),
  );

it('says before the drop which limit a cell would break, whatever its scope', () => {
  const board = aBoard('Pay', 'Web')
    .queue('Ready', { cards: [{ lane: 'Pay', of: 'Bao' }] })
    .active('Dev', { max: 3, cards: [{ lane: 'Web' }] })
    .active('Review')
    .limit({ scope: 'columns', columnIds: ['Dev', 'Review'] }, 1, 1)
    .limit({ scope: 'swimlane', swimlaneId: 'Web', columnId: 'Dev' }, 1, 1)
    .limit({ scope: 'person', userId: 'Bao', across: 'workspace' }, 2, 2)
    .done('Done')
    .made();
  expect(sentence(board, 1, { columnId: 'Ready', swimlaneId: 'Pay' })).toBe('It is here.');
  expect(sentence(board, 1, { columnId: 'Ready', swimlaneId: 'Web' })).toBe('Has room.');
  expect(sentence(board, 1, { columnId: 'Dev', swimlaneId: 'Pay' })).toBe(
    'Dev + Review has 1 of 1. Bao has 2 of 2 in progress across all boards.',
  );
  expect(sentence(board, 1, { columnId: 'Dev', swimlaneId: 'Web' })).toContain('Web · Dev is full: 1 of 1.');
  expect(sentence(board, 1, { columnId: 'Done' })).toBe('Has room.');
  expect([...blockingLimits(board, board.cards[0]!, cellsOf(board))].sort()).toEqual([
    'limit 2',
    'limit 3',
    'limit 4',
  ]);
});

it('offers the override to people with the permission, and refuses for all others', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{}] })
    .active('Dev', { max: 1, mode: 'reason', cards: [{}] })
    .active('Review', { max: 0, mode: 'warn' })
    .made();
  expect(sentence(board, 1, { columnId: 'Dev' })).toBe('Dev is full: 1 of 1.');
  expect(sentence(board, 1, { columnId: 'Dev' }, true)).toBe(
    'Dev is full: 1 of 1. You can override with a reason.',
  );
  expect(sentence(board, 1, { columnId: 'Review' })).toBe(
    'Review is closed: its limit is 0. The move is recorded.',
  );
});

it('offers an override only within the month’s budget, and says if that is not enough', () => {
  const of = (budget: number, spent: number) => ({
    ...aBoard()
      .queue('Ready', { cards: [{}] })
      .active('Dev', { max: 1, mode: 'reason', cards: [{}] })
      .limit({ scope: 'board' }, 1, 1, { mode: 'reason' })
      .made(),
    overrides: { budget, spent, renewsOn: '2026-12-01' },
  });
  const full = 'Dev is full: 1 of 1. Platform has 1 of 1 in progress.';
  expect(sentence(of(3, 1), 1, { columnId: 'Dev' }, true)).toBe(`${full} You can override with a reason.`);
  expect(sentence(of(3, 2), 1, { columnId: 'Dev' }, true)).toMatch(
    `${full} This needs 2 overrides. 1 of 3 is left this month.`,
  );
  expect(sentence(of(1, 1), 1, { columnId: 'Dev' }, true)).toMatch(
    `${full} This month’s only override is used up.`,
  );
  expect(verdictOf(words, of(3, 3), of(3, 3).cards[0]!, { columnId: 'Dev' }, true).kind).toBe('refused');
  expect(sentence(of(3, 3), 1, { columnId: 'Dev' })).toBe(full);
});

it('asks to mark a card in a doing half as done before it moves on, and lets it move back and into the done half', () => {
  const board = aBoard()
    .queue('Ready')
    .active('Dev', { split: true, cards: [{}] })
    .active('Review')
    .done('Done')
    .made();
  const first = 'Mark it ready to pull first: it is still being worked on in Dev.';
  expect(sentence(board, 1, { columnId: 'Review' })).toBe(first);
  expect(sentence(board, 1, { columnId: 'Done' })).toBe(first);
  expect(sentence(board, 1, { columnId: 'Dev', half: 'done' })).toBe('Has room.');
  expect(sentence(board, 1, { columnId: 'Ready' })).toBe('Has room.');
  expect(dragAnnouncement(words, board, board.cards[0]!, cellsOf(board), false)).toBe(
    `Picked up PLAT-1. Review; Done: ${first} All other places have room.`,
  );
});

it('words verdicts in German', () => {
  const board = aBoard()
    .queue('Ready')
    .active('Dev', { split: true, cards: [{}] })
    .active('Review', { max: 1, cards: [{}] })
    .made();
  const german = createWords('de');
  expect(sentence(board, 1, { columnId: 'Review' }, false, german)).toBe(
    'Markiere die Karte zuerst als abholbereit: In Dev wird noch an ihr gearbeitet.',
  );
  expect(sentence(board, 2, { columnId: 'Review' }, false, german)).toBe('Die Karte ist hier.');
});

it('names a column once if all its lanes have the same verdict', () => {
  const board = aBoard('Pay', 'Web')
    .queue('Ready', { cards: [{ lane: 'Pay' }] })
    .active('Dev', { max: 0 })
    .active('Review')
    .limit({ scope: 'swimlane', swimlaneId: 'Web' }, 0, 0)
    .done('Done')
    .made();
  const closed = (name: string) => `${name} is closed: its limit is 0.`;
  expect(dragAnnouncement(words, board, board.cards[0]!, cellsOf(board), false)).toBe(
    `Picked up PLAT-1. Dev, in Pay; Dev, no lane: ${closed('Dev')} ` +
      `Dev, in Web: ${closed('Dev')} ${closed('Web')} Review, in Web: ${closed('Web')} ` +
      'All other places have room.',
  );
  const single = aBoard('Pay')
    .queue('Ready', { cards: [{ lane: 'Pay' }] })
    .active('Dev', { max: 0 })
    .made();
  expect(dragAnnouncement(words, single, single.cards[0]!, cellsOf(single), false)).toContain(
    `. Dev: ${closed('Dev')} `,
  );
});

it('has a label for every state of a limit, below the minimum too', () => {
  const label = (load: number, max: number, min?: number) => {
    const occupancy = { load, limit: { max, min } };
    return [placeState(occupancy), stateLabel(t, occupancy)];
  };
  expect(label(1, 4, 2)).toEqual(['starving', 'Below minimum of 2']);
  expect(label(2, 4, 2)).toEqual(['free', '2 free']);
  expect(label(3, 4)).toEqual(['near', '1 free']);
  expect(label(4, 4)).toEqual(['full', 'Full']);
  expect(label(6, 4)).toEqual(['over', '2 over limit']);
  expect(label(0, 0)).toEqual(['closed', 'Closed']);
  expect(occupancyText(t, { load: 1, limit: null })).toBe('1 card, no limit');
});

it('counts all cards in a column without a limit, otherwise the cards that count', () => {
  const cards = [{ classOfService: 'expedite' as const }, { archivedAt: '2026-11-21T12:00:00Z' }];
  const board = aBoard().active('Dev', { max: 3, cards }).done('Done', { cards }).made();
  const [dev, done] = board.columns;
  expect(occupancyText(t, columnOccupancy(board, done!))).toBe('1 card, no limit');
  expect(occupancyText(t, columnOccupancy(board, dev!))).toMatch(/ of 3, /);
});

it('marks a person by the tighter of their limits, names both, and marks nobody without one', () => {
  const board = aBoard()
    .active('Dev', { cards: [{ of: 'Bao' }, { of: 'Bao' }, { of: 'Kim' }] })
    .limit({ scope: 'person', userId: 'Bao', across: 'board' }, 4, 2)
    .limit({ scope: 'person', userId: 'Bao', across: 'workspace' }, 5, 5)
    .made();
  expect(avatarMark(t, personLimitsOf(board, 'Bao'))).toEqual({
    state: 'full',
    word: 'On all boards: 5 of 5, full; On this board: 2 of 4, 2 free',
  });
  expect(avatarMark(t, personLimitsOf(board, 'Kim'))).toBeNull();
  expect(inFlightOf(board, 'Kim')).toBe(1);
});

it('draws no more free slots than every limit leaves', () => {
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
