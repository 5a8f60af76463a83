import { expect, test } from '@jest/globals';
import type { BoardPrice, WorkspaceList } from '@weir/contract';
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

test('a price forecast that was shown is scored when its day is over, and says how often the price was in its range', async () => {
  const board = await aBoard().intake({ timeZone: 'UTC', workingHours: null }).make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  await api.pool.query(
    `INSERT INTO board_prices (workspace_id, board_id, day, thousandths, level, at)
     SELECT $1, $2, current_date - 13 + n, 8000, 0.7, now() FROM generate_series(1, 12) n`,
    [workspaceId, boardId],
  );
  const shown = () => api.service('ShownPrices').settled();
  const forecasts = async () =>
    (
      await api.pool.query(
        `SELECT f.day::text, f.due::text, f.p15, f.p85, f.actual, f.scored_at IS NOT NULL AS scored FROM price_forecasts f
          WHERE f.board_id = $1 ORDER BY f.day, f.due`,
        [boardId],
      )
    ).rows;
  const { forecast, forecastRecord } = await priceOf(board);
  if (!forecast || 'unknown' in forecast) throw new Error('unknown');
  expect(forecastRecord).toBeNull();
  await Promise.all([1, 2, 3].map(() => priceOf(board)));
  await shown();
  // The pressure never changed, so all simulations agree.
  expect(await forecasts()).toEqual(
    forecast.days.map(({ day, p15, p85 }) => ({
      ...{ day: api.day(), due: day, p15, p85, actual: null, scored: false },
    })),
  );
  expect(forecast.days.every(({ p15, p85 }) => p15 === 8 && p85 === 8)).toBe(true);

  // Of the ten days, the first has the forecast price, the second no price, the third another price. The fourth is not over.
  const priced = (after: number, thousandths: number) =>
    api.pool.query(
      'INSERT INTO board_prices (workspace_id, board_id, day, thousandths, level, at) VALUES ($1, $2, $3, $4, 0.7, now())',
      [workspaceId, boardId, forecast.days[after]!.day, thousandths],
    );
  await priced(0, 8000);
  await priced(2, 9000);
  await manager.put(`${board.path}/intake/price`, { charged: false });
  api.clock.pass({ days: 4 });
  await Promise.all([tick(), tick()]);
  await manager.put(`${board.path}/intake/price`, { charged: true });
  expect((await forecasts()).slice(0, 4).map(({ actual, scored }) => [actual, scored])).toEqual([
    [8, true],
    [null, true],
    [9, true],
    [null, false],
  ]);
  expect((await priceOf(board)).forecastRecord).toEqual({ forecasts: 2, held: 1 });
  await shown();
});

test('a workspace reports a price of requests only while its boards charge', async () => {
  const shown = async () =>
    (await requester.get<WorkspaceList>('/v1/workspaces')).body.items.map(({ pricedIntake }) => pricedIntake);
  expect(await shown()).toEqual([true]);
  expect((await requester.get('/v1/me')).body).toMatchObject({ workspaces: [{ pricedIntake: true }] });
  await switchOff();
  expect(await shown()).toEqual([undefined]);
  await switchOn({ credits: 100, startPrice: 8, maxPrice: 20 });
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
