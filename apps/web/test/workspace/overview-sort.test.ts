import type { BoardOverview } from '@weir/contract';
import { readSort, sortAfter, sortBoards } from '@/features/workspace/overview/sort';

const board = (name: string, more: Partial<BoardOverview>) =>
  ({ name, pressure: { state: 'flowing', level: 0 }, capacity: null, inFlight: 0, ...more }) as BoardOverview;
const boards = [
  board('Alpha', { overdue: 2, inFlight: 9 }),
  board('Beta', { overdue: 0, inFlight: 4, capacity: 4 }),
  board('Gamma', { overdue: 2, inFlight: 4, capacity: 8 }),
];
const names = (written: string) =>
  sortBoards(boards, readSort(new URLSearchParams({ sort: written })), 'en').map(({ name }) => name);

test('the overview sorts by what the address says, equal boards by name, and an unlimited board has no load', () => {
  expect(names('-overdue')).toEqual(['Alpha', 'Gamma', 'Beta']);
  expect(names('-load')).toEqual(['Beta', 'Gamma', 'Alpha']);
  expect(names('-board')).toEqual(['Gamma', 'Beta', 'Alpha']);
  expect(names('nonsense')).toEqual(['Alpha', 'Beta', 'Gamma']);
});

test('a press on a column sorts figures by the largest and names by the first, and a second press reverses that', () => {
  const usual = readSort(new URLSearchParams());
  expect([sortAfter(usual, 'blocked'), sortAfter(usual, 'board'), sortAfter(usual, 'state')]).toEqual([
    '-blocked',
    'board',
    'state',
  ]);
});
