import { expect, test } from '@jest/globals';
import { type CardForecast, type QueueList, Request, RequesterBoard, type RequestList } from '@weir/contract';
import { type Forecast, forecastDeliveries } from '@weir/domain';
import { simulationSeed } from '../../src/flow/throughput.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { refusalOf, retryAfterOf } from '../support/refusals.js';
import { deliver, timeZone, today } from './delivering.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer } = api.people;
const intake = { depth: 5, openPerRequester: 5, timeZone };
const idOf = async (board: BoardUnderTest) =>
  (await api.pool.query('SELECT id FROM boards WHERE key = $1', [board.key])).rows[0].id;
const storedForecasts = async (board: BoardUnderTest) =>
  (
    await api.pool.query(
      `SELECT r.number, g.day::text, g.ahead, g.p50::text, g.p85::text, g.sample
         FROM given_forecasts g JOIN requests r ON r.board_id = g.board_id AND r.id = g.request_id
        WHERE g.board_id = $1 ORDER BY g.day, r.number, g.ahead`,
      [await idOf(board)],
    )
  ).rows;

async function expected(
  board: BoardUnderTest,
  history: Awaited<ReturnType<typeof deliver>>,
  aheads: number[],
) {
  const day = today();
  const from = history[0]?.day as string;
  return forecastDeliveries(
    { history, from, today: day, seed: simulationSeed(await idOf(board), day) },
    aheads,
  );
}

test('forecasts a waiting request from the board’s deliveries and stores the forecast', async () => {
  const board = await aBoard().intake(intake).make();
  const history = await deliver(board, 1, 0, 2, 1, 0, 0, 3, 1, 2, 0, 1, 1, 0, 2);
  // Today does not count, and neither archived nor delivered cards are ahead.
  await member.createCard(board, { title: 'Today', column: 'Done' });
  for (const title of ['One', 'Two', 'Three']) await member.createCard(board, { title });
  const gone = (await member.createCard(board, { title: 'Gone' })).body;
  await member.archive(board, gone.number);
  const [first, second, third, displaced] = await expected(board, history, [4, 5, 6, 4]);
  expect(first).toMatchObject({ sample: 14, from: history[0]?.day });

  expect(Request.parse(await board.ask('First')).forecast).toEqual(first);
  expect((await board.ask('Second')).forecast).toEqual(second);
  expect((await requester.readRequest(board, 2)).body.forecast).toEqual(second);
  const { items } = (await manager.get<RequestList>(`${board.path}/requests`)).body;
  expect(items.map(({ forecast }) => forecast)).toEqual([first, second]);
  const queue = (await manager.get<QueueList>('/v1/workspaces/demo/requests')).body.items;
  expect(queue.map(({ request }) => request.forecast)).toEqual([first, second]);
  const changed = await requester.patchRequest(board, 2, { title: 'Better said' });
  expect(changed.body.forecast).toEqual(second);

  const door = RequesterBoard.parse((await requester.get(`${board.path}/intake/door`)).body);
  expect(door.forecast).toEqual(third);
  const ofLast = await viewer.get<CardForecast>(`${board.path}/cards/${gone.number - 1}/forecast`);
  expect(ofLast.body).toMatchObject(range(displaced));

  const day = today();
  expect(await storedForecasts(board)).toEqual([
    { number: 1, day, ahead: 4, p50: range(first).p50, p85: range(first).p85, sample: 14 },
    { number: 2, day, ahead: 5, p50: range(second).p50, p85: range(second).p85, sample: 14 },
  ]);

  // An accepted request becomes a card, so the next has as many ahead as before. A new day stores a new forecast.
  await manager.answer(board, 1, { kind: 'accept' });
  expect((await requester.readRequest(board, 1)).body.forecast).toBe(null);
  expect((await requester.readRequest(board, 2)).body.forecast).toEqual(second);
  expect(await storedForecasts(board)).toHaveLength(2);
  api.clock.pass({ days: 1 });
  await requester.readRequest(board, 2);
  expect(await storedForecasts(board)).toMatchObject([{ number: 1 }, { number: 2 }, { number: 2, ahead: 5 }]);
});

test('a forecast is unknown below ten delivered cards, and says how many there were', async () => {
  const board = await aBoard().intake(intake).make();
  await deliver(board, 2, 2, 2, 2, 1);
  const unknown = { unknown: expect.stringMatching(/^9 cards have been delivered/) };
  expect((await board.ask()).forecast).toEqual(unknown);
  expect((await requester.get<RequesterBoard>(`${board.path}/intake/door`)).body.forecast).toEqual(unknown);
  expect(await storedForecasts(board)).toMatchObject([{ number: 1, p50: null, p85: null, sample: 9 }]);
  await board.cards('Done', 1);
  api.clock.pass({ days: 1 });
  expect((await requester.readRequest(board, 1)).body.forecast).toMatchObject({ sample: 10 });
});

test('a forecast is unknown if all cards were delivered on fewer than five days', async () => {
  const board = await aBoard().intake(intake).make();
  await deliver(board, 3, 0, 3, 3, 3);
  expect((await board.ask()).forecast).toEqual({
    unknown: expect.stringMatching(/^Cards were delivered on only 4 days since .* at least 5 days\.$/),
  });
  await deliver(board, 1);
  expect((await requester.readRequest(board, 1)).body.forecast).toMatchObject({ sample: 13 });
});

test('a refusal at the door carries the forecast and the next due answer as Retry-After', async () => {
  const board = await aBoard()
    .intake({ ...intake, depth: 1, answerWithinHours: 5 })
    .make();
  const history = await deliver(board, 3, 3, 3, 3, 3);
  await board.ask('One');
  const [behindOne] = await expected(board, history, [2]);
  const full = await secondRequester.submit(board, { title: 'Two' });
  expect(refusalOf(full, 'forecast')).toEqual({
    status: 429,
    code: 'intake-queue-full',
    forecast: behindOne,
  });
  expect(retryAfterOf(full)).toBeGreaterThan(5 * 3600 - 60);
  expect(retryAfterOf(full)).toBeLessThanOrEqual(5 * 3600);
});

test('gives the next delivery as Retry-After behind a gate shut by saturation', async () => {
  const board = await aBoard().intake(intake).make();
  await deliver(board, 3, 3, 3, 3, 3);
  await manager.setGate(board, { state: 'shut', reason: 'Audit week' });
  const byHand = await requester.submit(board, { title: 'One' });
  expect(retryAfterOf(byHand)).toBeNull();
  await api.pool.query(
    "UPDATE intakes SET gate_by = NULL, gate_cause = 'saturationLasts' WHERE board_id = $1",
    [await idOf(board)],
  );
  const byItself = await requester.submit(board, { title: 'One' });
  // Three cards a day are delivered, so the next is delivered tomorrow, which starts within a day.
  expect(retryAfterOf(byItself)).toBeLessThan(86_400);
  const pressure = (await requester.get<{ retryAfterSeconds: number }>(`${board.path}/pressure`)).body;
  expect(Math.abs(pressure.retryAfterSeconds - retryAfterOf(byItself))).toBeLessThan(60);
});

test('gives no forecast for a delivered, archived or missing card', async () => {
  const board = await aBoard().intake(intake).make();
  await deliver(board, 11);
  await member.createCard(board, { title: 'Put away' });
  await member.archive(board, 12);
  const read = (card: number) => member.get<CardForecast>(`${board.path}/cards/${card}/forecast`);
  const delivered = { unknown: 'The card is already delivered.' };
  expect((await read(1)).body).toMatchObject({ ...delivered, inPlace: delivered });
  const archived = { unknown: 'The card is archived, so there is no forecast.' };
  expect((await read(12)).body).toMatchObject({ ...archived, inPlace: archived });
  expect((await read(13)).status).toBe(404);
});

function range(forecast: Forecast | undefined) {
  if (!forecast || 'unknown' in forecast) throw new Error('no range');
  return forecast;
}
