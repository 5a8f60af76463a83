import { expect, test } from '@jest/globals';
import {
  forecastHref,
  isAhead,
  readBoardsQuestion,
  readQuestion,
  wholeNumber,
  writeBoardsQuestion,
  writeQuestion,
} from '@/features/flow/forecast/question';

const today = '2026-11-28';
const read = (query: string) => readQuestion(new URLSearchParams(query), { today, items: 9 });
const boards = [{ key: 'PLAT', items: 9 }];
const readBoards = (query: string) => readBoardsQuestion(new URLSearchParams(query), { today, boards });

test('an address that asks nothing, or something impossible, asks for the cards in progress and four weeks', () => {
  const usual = { items: 9, by: '2026-12-26', window: 120 };
  expect(read('')).toEqual(usual);
  expect(read('items=0&by=2026-11-28&window=13')).toEqual(usual);
  expect(read('items=10001&by=soon&window=366')).toEqual(usual);
  expect(readQuestion(new URLSearchParams(), { today, items: 0 }).items).toBe(10);
  expect(readBoards('boards=plat:1,OPS:0,OPS')).toEqual({ boards, by: '2026-12-26', window: 120 });
});

test('a question of a forecast is the same after a trip through the address', () => {
  for (const query of ['items=12', 'by=2026-12-31', 'items=12&by=2026-12-31&window=30'])
    expect(`${writeQuestion(read(query))}`).toBe(query);
  for (const query of ['boards=PLAT%3A12%2COPS%3A5', 'boards=OPS%3A1&by=2026-12-31&window=365'])
    expect(`${writeBoardsQuestion(readBoards(query))}`).toBe(query);
  expect(read('items=12').by).toBeNull();
  expect(readBoards('boards=OPS:5,OPS:7').boards).toEqual([{ key: 'OPS', items: 5 }]);
  expect(forecastHref('demo', 'PLAT', read('items=12'))).toBe('/demo/PLAT/flow/forecast?items=12');
});

test('a day that can be asked about is after today and within two years', () => {
  const days = ['2026-11-28', '2026-11-29', '2028-11-27', '2028-11-28', '12-31'];
  expect(days.filter((day) => isAhead(day, today))).toEqual(['2026-11-29', '2028-11-27']);
});

test('a number of cards is whole and within its bounds', () => {
  expect(['12', '1', '10000'].map((text) => wholeNumber(text, 1, 10_000))).toEqual([12, 1, 10_000]);
  for (const text of ['', '0', '10001', '1.5', '-3', 'x', null])
    expect(wholeNumber(text, 1, 10_000)).toBeNull();
});
