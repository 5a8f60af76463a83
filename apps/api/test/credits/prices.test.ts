import { expect, test } from '@jest/globals';
import type { BoardPrice } from '@weir/contract';
import { boardIdsOf } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { switchOff, switchOn } from './support.js';

const api = theApi();
const { requester, manager } = api.people;
const everyDay = { timeZone: 'Europe/Berlin', workingHours: null };
const tick = () => api.service('PriceDaysService').priceAll();
const priceOf = async (board: BoardUnderTest) =>
  (await requester.get<BoardPrice>(`${board.path}/intake/price`)).body;

beforeAll(() => switchOn({ credits: 100, startPrice: 8, maxPrice: 20 }));
afterEach(() => api.clock.reset());

test('the price of a full board rises by an eighth a day, the price of an idle board falls, and each day is priced once', async () => {
  const full = await aBoard().column('Doing', { limit: 1 }).intake(everyDay).make();
  const idle = await aBoard().column('Doing', { limit: 1 }).intake(everyDay).make();
  await full.cards('Doing', 1);
  await tick();
  expect(await priceOf(full)).toMatchObject({ state: 'charged', price: 8, maxPrice: 20, history: [] });
  for (let day = 1; day <= 3; day += 1) {
    api.clock.pass({ days: 1 });
    await Promise.all([tick(), tick(), tick()]);
  }
  // 8 → 9 → 10.125 → 11.39, and 8 → 7 → 6.125 → 5.36.
  expect((await priceOf(full)).history.map(({ price, level }) => [price, level])).toEqual([
    [9, 1],
    [10, 1],
    [11, 1],
  ]);
  expect((await priceOf(idle)).history.map(({ price }) => price)).toEqual([7, 6, 5]);
  expect((await priceOf(full)).forecast).toEqual({ unknown: 'tooFewDays', sample: 2, needed: 10 });
});

test('missed days keep the price, and the next day moves it by one step', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).intake(everyDay).make();
  await board.cards('Doing', 1);
  api.clock.pass({ days: 6 });
  await tick();
  expect((await priceOf(board)).history.map(({ price }) => price)).toEqual([9]);
});

test('a day off has no price of its own', async () => {
  const workingHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00', holidays: [] as string[] };
  const board = await aBoard().intake({ timeZone: 'UTC', workingHours }).make();
  workingHours.holidays = [api.day(1)];
  await manager.patch(`${board.path}/intake`, { workingHours });
  for (const _ of [1, 2]) {
    api.clock.pass({ days: 1 });
    await tick();
  }
  expect((await priceOf(board)).history.map(({ day }) => day)).toEqual([api.day()]);
});

test('the forecast is for working days from the eleventh price on, and past prices are bounded', async () => {
  const board = await aBoard().intake(everyDay).make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  await api.pool.query(
    `INSERT INTO board_prices (workspace_id, board_id, day, thousandths, level, at)
     SELECT $1, $2, current_date - 100 + n, 8000, 0.7 + 0.2 * sin(n), now() FROM generate_series(1, 99) n`,
    [workspaceId, boardId],
  );
  const { forecast, history } = await priceOf(board);
  expect(history).toHaveLength(60);
  if (!forecast || 'unknown' in forecast) throw new Error('unknown');
  expect(forecast).toMatchObject({ sample: 60 });
  expect(forecast.days).toHaveLength(10);
  for (const { p15, p50, p85, cheaper } of forecast.days) {
    expect(p15 <= p50 && p50 <= p85 && cheaper > 0 && cheaper < 1).toBe(true);
  }
  expect((await priceOf(board)).forecast).toEqual(forecast);
});

test('a board begins at the start price when the experiment is switched on again; an archived board is not priced', async () => {
  const board = await aBoard().intake(everyDay).make();
  const gone = await aBoard().intake(everyDay).make();
  const { boardId } = await boardIdsOf(api, gone);
  await manager.patch(gone.path, { archived: true });
  api.clock.pass({ days: 1 });
  await tick();
  expect((await priceOf(board)).price).toBe(7);
  const { rows } = await api.pool.query('SELECT FROM board_prices WHERE board_id = $1', [boardId]);
  expect(rows).toEqual([]);
  await switchOff();
  await tick();
  api.clock.pass({ hours: 1 });
  await switchOn({ credits: 100, startPrice: 8, maxPrice: 20 });
  expect(await priceOf(board)).toMatchObject({ price: 8, history: [] });
});
