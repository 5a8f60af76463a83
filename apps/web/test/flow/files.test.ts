import { expect, test } from '@jest/globals';
import { nextOf } from '@/features/flow/chart/next-of';
import { csvOf } from '@/features/flow/figure/csv';
import { runningSums } from '@/features/flow/figures/running-sums';

test('a file has the values of the API under its names, quoted, and no formula of a spreadsheet', () => {
  type Row = { card: string; title: string | null; days: number };
  const csv = csvOf<Row>({
    keyOf: ({ card }) => card,
    columns: [
      { name: 'card', label: 'Karte', value: ({ card }) => card },
      { name: 'title', label: 'Titel', value: ({ title }) => title, shown: () => 'not in the file' },
      { name: 'cycleDays', label: 'Tage', value: ({ days }) => days },
    ],
    rows: [
      { card: 'PLAT-1', title: 'Say "hello", twice', days: 1200 },
      { card: 'PLAT-2', title: '=1+1', days: 0 },
      { card: 'PLAT-3', title: null, days: 3 },
    ],
  });
  expect(csv.split('\r\n')).toEqual([
    'card,title,cycleDays',
    'PLAT-1,"Say ""hello"", twice",1200',
    "PLAT-2,'=1+1,0",
    'PLAT-3,,3',
    '',
  ]);
});

test('arrow keys go through the points and stop at the ends; keys with a modifier are the browser’s', () => {
  const key = (name: string, more = {}) => ({
    ...{ key: name, altKey: false, ctrlKey: false, metaKey: false },
    ...more,
  });
  expect(['ArrowRight', 'ArrowUp', 'PageDown', 'Home', 'End'].map((name) => nextOf(key(name), 3, 8))).toEqual(
    [4, 2, 7, 0, 7],
  );
  expect(nextOf(key('ArrowRight'), 7, 8)).toBe(7);
  expect(nextOf(key('Tab'), 3, 8)).toBeNull();
  expect(nextOf(key('ArrowLeft', { altKey: true }), 3, 8)).toBeNull();
});

test('running sums grow by each amount', () => {
  expect(runningSums([2, 0, 3])).toEqual([2, 2, 5]);
});
