import { expect, test } from '@jest/globals';
import {
  type Board,
  type Forecast,
  type QueueList,
  Request,
  RequesterBoard,
  type RequestList,
} from '@weir/contract';
import { forecastDeliveries, todayIn } from '@weir/domain';
import { seedOf } from '../../src/flow/throughput.js';
import { theWorld, told, waitOf } from '../support/intake-world.js';

const world = theWorld();
const timeZone = 'Pacific/Auckland';
const intake = { depth: 5, openPerRequester: 5, timeZone };
const columnOf = async (board: string, name: string) =>
  (await world.member.get<Board>(board)).body.columns.find((column) => column.name === name)?.id;
const idOf = async (board: string) =>
  (await world.sql.query('SELECT id FROM boards WHERE key = $1', [board.split('/').at(-1)])).rows[0].id;
const kept = async (board: string) =>
  (
    await world.sql.query(
      `SELECT r.number, g.day::text, g.ahead, g.p50::text, g.p85::text, g.sample
         FROM given_forecasts g JOIN requests r ON r.board_id = g.board_id AND r.id = g.request_id
        WHERE g.board_id = $1 ORDER BY g.day, r.number, g.ahead`,
      [await idOf(board)],
    )
  ).rows;

/** Cards in Done, so many a day, the last of them yesterday; answers what was delivered when. */
async function deliver(board: string, ...aDay: number[]) {
  const columnId = await columnOf(board, 'Done');
  const history: { day: string; delivered: number }[] = [];
  for (const delivered of aDay) {
    for (let n = 0; n < delivered; n += 1) {
      await world.member.post(`${board}/cards`, { title: 'Delivered', columnId });
    }
    history.push({ day: todayIn(world.clock.now(), timeZone), delivered });
    world.clock.pass({ days: 1 });
  }
  return history;
}

async function expected(board: string, history: Awaited<ReturnType<typeof deliver>>, aheads: number[]) {
  const day = todayIn(world.clock.now(), timeZone);
  const from = history[0]?.day as string;
  return forecastDeliveries({ history, from, today: day, seed: seedOf(await idOf(board), day) }, aheads);
}

test('a request that waits is told the range that its board’s own deliveries give, and what was told is kept', async () => {
  const board = await world.board({ intake });
  const history = await deliver(board, 1, 0, 2, 1, 0, 0, 3, 1, 2, 0, 1, 1, 0, 2);
  // Today does not count, what is archived undelivered is not ahead, and what is delivered is not either.
  await world.member.post(`${board}/cards`, { title: 'Today', columnId: await columnOf(board, 'Done') });
  for (const title of ['One', 'Two', 'Three']) await world.member.post(`${board}/cards`, { title });
  const gone = (await world.member.post<{ number: number }>(`${board}/cards`, { title: 'Gone' })).body;
  await world.member.put(`${board}/cards/${gone.number}/archive`, {});
  const [first, second, third, displaced] = await expected(board, history, [4, 5, 6, 4]);
  expect(first).toMatchObject({ sample: 14, from: history[0]?.day });

  expect(Request.parse(await world.ask(board, 'First')).forecast).toEqual(first);
  expect((await world.ask(board, 'Second')).forecast).toEqual(second);
  expect((await world.requester.get(`${board}/requests/2`)).body.forecast).toEqual(second);
  const { items } = (await world.manager.get<RequestList>(`${board}/requests`)).body;
  expect(items.map(({ forecast }) => forecast)).toEqual([first, second]);
  const queue = (await world.manager.get<QueueList>('/v1/workspaces/demo/requests')).body.items;
  expect(queue.map(({ request }) => request.forecast)).toEqual([first, second]);
  const changed = await world.requester.patch(`${board}/requests/2`, { title: 'Better said' });
  expect(changed.body.forecast).toEqual(second);

  const door = RequesterBoard.parse((await world.requester.get(`${board}/intake/door`)).body);
  expect(door.forecast).toEqual(third);
  expect((await world.viewer.get<Forecast>(`${board}/cards/${gone.number - 1}/forecast`)).body).toEqual(
    displaced,
  );

  const day = todayIn(world.clock.now(), timeZone);
  expect(await kept(board)).toEqual([
    { number: 1, day, ahead: 4, p50: range(first).p50, p85: range(first).p85, sample: 14 },
    { number: 2, day, ahead: 5, p50: range(second).p50, p85: range(second).p85, sample: 14 },
  ]);

  // An accepted one becomes a card, so the next has as many ahead as before; the next day is told anew.
  await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept' });
  expect((await world.requester.get(`${board}/requests/1`)).body.forecast).toBe(null);
  expect((await world.requester.get(`${board}/requests/2`)).body.forecast).toEqual(second);
  expect(await kept(board)).toHaveLength(2);
  world.clock.pass({ days: 1 });
  await world.requester.get(`${board}/requests/2`);
  expect(await kept(board)).toMatchObject([{ number: 1 }, { number: 2 }, { number: 2, ahead: 5 }]);
});

test('under ten delivered cards nobody knows, and it says how many there were', async () => {
  const board = await world.board({ intake });
  await deliver(board, 4, 5);
  const unknown = { unknown: expect.stringMatching(/^9 cards were delivered/) };
  expect((await world.ask(board)).forecast).toEqual(unknown);
  expect((await world.requester.get<RequesterBoard>(`${board}/intake/door`)).body.forecast).toEqual(unknown);
  expect(await kept(board)).toMatchObject([{ number: 1, p50: null, p85: null, sample: 9 }]);
  const columnId = await columnOf(board, 'Done');
  await world.member.post(`${board}/cards`, { title: 'The tenth', columnId });
  world.clock.pass({ days: 1 });
  expect((await world.requester.get(`${board}/requests/1`)).body.forecast).toMatchObject({ sample: 10 });
});

test('a refusal at the door tells the forecast, and comes back with the oldest answer that is due', async () => {
  const board = await world.board({ intake: { ...intake, depth: 1, answerWithinHours: 5 } });
  const history = await deliver(board, 6, 6);
  await world.ask(board, 'One');
  const [behindOne] = await expected(board, history, [2]);
  const full = await world.otherRequester.post(`${board}/requests`, { title: 'Two' });
  expect(told(full, 'forecast')).toEqual({ status: 429, code: 'intake-queue-full', forecast: behindOne });
  expect(waitOf(full)).toBeGreaterThan(5 * 3600 - 60);
  expect(waitOf(full)).toBeLessThanOrEqual(5 * 3600);
});

test('behind a gate that saturation has moved, room comes with the next delivery; by hand, nobody knows', async () => {
  const board = await world.board({ intake });
  await deliver(board, 6, 6);
  await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'Audit week' });
  const byHand = await world.requester.post(`${board}/requests`, { title: 'One' });
  expect(waitOf(byHand)).toBe(86_400);
  await world.sql.query(
    "UPDATE intakes SET gate_by = NULL, gate_cause = 'saturationLasts' WHERE board_id = $1",
    [await idOf(board)],
  );
  const byItself = await world.requester.post(`${board}/requests`, { title: 'One' });
  // Six cards a day are delivered: the next one tomorrow, which begins there within a day.
  expect(waitOf(byItself)).toBeLessThan(86_400);
  const pressure = (await world.requester.get<{ retryAfterSeconds: number }>(`${board}/pressure`)).body;
  expect(Math.abs(pressure.retryAfterSeconds - waitOf(byItself))).toBeLessThan(60);
});

test('a card that is delivered or archived has no forecast, and one that is not there is not found', async () => {
  const board = await world.board({ intake });
  await deliver(board, 11);
  await world.member.post(`${board}/cards`, { title: 'Put away' });
  await world.member.put(`${board}/cards/12/archive`, {});
  const read = (card: number) => world.member.get<Forecast>(`${board}/cards/${card}/forecast`);
  expect((await read(1)).body).toEqual({ unknown: 'The card is delivered already.' });
  expect((await read(12)).body).toEqual({
    unknown: 'The card is archived: nobody knows whether it comes back.',
  });
  expect((await read(13)).status).toBe(404);
});

function range(forecast: Forecast | undefined) {
  if (!forecast || 'unknown' in forecast) throw new Error('no range');
  return forecast;
}
