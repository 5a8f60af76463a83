import { expect, test } from '@jest/globals';
import type { AgeingCards } from '@weir/contract';
import { ageingColumns, isOld } from '@/features/flow/figures/ageing-columns';

const ages = { p50: 2, p70: 3, p85: 5, p95: 9 };
const card = (number: number, columnId: string, ageDays: number | null, board = 'PLAT') => ({
  ...{ number, columnId, ageDays, board, title: 'A card' },
  ...{ classOfService: 'standard', halfDone: false, blocked: false },
});
const cards = [card(1, 'dev', 6), card(2, 'dev', 5), card(3, 'test', 40), card(4, 'dev', null)];
const data = (more: object) => ({ boards: ['PLAT'], cards, columns: [], ...more }) as unknown as AgeingCards;

test('a card is old if it is older than 85% were on leaving its column, and ten cards left it', () => {
  const columns = ageingColumns(
    data({
      columns: [
        { columnId: 'dev', name: 'Dev', sample: 10, ages },
        { columnId: 'test', name: 'Test', sample: 9, ages },
      ],
    }),
  );
  expect(columns.map(({ name, cards: own }) => [name, own.map(({ number }) => number)])).toEqual([
    ['Dev', [2, 1]],
    ['Test', [3]],
  ]);
  expect(
    columns.map((column) => column.cards.filter((each) => isOld(each, column)).map(({ number }) => number)),
  ).toEqual([[1], []]);
});

test('on several boards each board with cards is a place, without ages to compare with', () => {
  const columns = ageingColumns(
    data({ boards: ['OPS', 'PLAT', 'DATA'], cards: [...cards, card(9, 'run', 2, 'OPS')] }),
  );
  expect(columns.map(({ name, cards: own }) => [name, own.length])).toEqual([
    ['OPS', 1],
    ['PLAT', 3],
  ]);
  expect(columns.flatMap((column) => column.cards.filter((each) => isOld(each, column)))).toEqual([]);
});
