import type { Card } from '@weir/contract';
import { readSort, type Sort, sortCards, writeSort } from '@/features/board/list/sort';
import { aBoard } from '../a-board.ts';

const board = aBoard()
  .queue('Ready', { cards: [{ title: 'Card 10' }, { title: 'card 9', dueOn: '2026-12-01' }] })
  .active('Dev', {
    cards: [
      { title: 'Älter', committedAt: '2026-11-01T12:00:00Z' },
      { title: 'Zuletzt', committedAt: '2026-11-20T12:00:00Z', dueOn: '2026-11-25' },
    ],
  })
  .made();

const titles = (sort: Sort) => sortCards(board, board.cards, sort, 'de').map(({ title }) => title);

test('titles are sorted as their language does, numbers by their value', () => {
  expect(titles({ by: 'title', isDescending: false })).toEqual(['Älter', 'card 9', 'Card 10', 'Zuletzt']);
});

test('cards without a value come last, from either end', () => {
  expect(titles({ by: 'due', isDescending: false })).toEqual(['Zuletzt', 'card 9', 'Card 10', 'Älter']);
  expect(titles({ by: 'due', isDescending: true })).toEqual(['card 9', 'Zuletzt', 'Card 10', 'Älter']);
  expect(titles({ by: 'age', isDescending: true })).toEqual(['Älter', 'Zuletzt', 'Card 10', 'card 9']);
});

test('cards that a link blocks come among the blocked ones, after those that a person blocked', () => {
  const by = (since: string) =>
    ({ reason: 'Waits for the root', by: null, since }) as unknown as Card['blocked'];
  const changes: Partial<Card>[] = [
    { blockedBy: ['PLAT-9'] },
    { blocked: by('2026-11-03T12:00:00Z') },
    {},
    { blocked: by('2026-11-01T12:00:00Z') },
  ];
  const cards = board.cards.map((card, at) => ({ ...card, ...changes[at] }));
  const sorted = sortCards(board, cards, { by: 'blocked', isDescending: false }, 'en');
  expect(sorted.map(({ number }) => number)).toEqual([4, 2, 1, 3]);
});

test('custom fields are sorted by their values, choices in the order of their options', () => {
  const option = (id: string) => ({ id, name: id, colour: 'red' as const });
  const fields = [
    { id: 'effort', name: 'Effort', kind: 'number' as const, onCards: true, options: [] },
    {
      id: 'risk',
      name: 'Risk',
      kind: 'choice' as const,
      onCards: true,
      options: [option('low'), option('high')],
    },
  ];
  const values = [{ effort: 10, risk: 'high' }, { effort: 9 }, {}, { effort: 2.5, risk: 'low' }];
  const cards = board.cards.map((card, at) => ({ ...card, fields: values[at] as Card['fields'] }));
  const numbers = (written: string) =>
    sortCards({ ...board, fields }, cards, readSort(new URLSearchParams({ sort: written })), 'en').map(
      ({ number }) => number,
    );
  expect(numbers('field.effort')).toEqual([4, 2, 1, 3]);
  expect(numbers('-field.effort')).toEqual([1, 2, 4, 3]);
  expect(numbers('field.risk')).toEqual([4, 1, 2, 3]);
  expect(numbers('field.gone')).toEqual([1, 2, 3, 4]);
});

test('the sort of a list is in its address, and what it does not know is the order of the board', () => {
  expect(readSort(new URLSearchParams('sort=-due'))).toEqual({ by: 'due', isDescending: true });
  expect(writeSort({ by: 'due', isDescending: true })).toBe('-due');
  expect(readSort(new URLSearchParams('sort=colour'))).toEqual({ by: 'column', isDescending: false });
});
