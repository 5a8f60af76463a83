import { expect, test } from '@jest/globals';
import { CardForecast, Request } from '@weir/contract';
import { type Forecast, forecastDeliveries } from '@weir/domain';
import { simulationSeed } from '../../src/flow/throughput.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { deliver, timeZone, today } from './delivering.js';

const api = theApi();
const { manager, member, requester, viewer } = api.people;
const intake = { depth: 5, openPerRequester: 5, timeZone };

/** A board with a history, and the forecast of each place in its order. */
async function aHistory() {
  const board = await aBoard().intake(intake).make();
  const history = await deliver(board, 1, 0, 2, 1, 0, 0, 3, 1, 2, 0, 1, 1, 0, 2);
  const { rows } = await api.pool.query('SELECT id FROM boards WHERE key = $1', [board.key]);
  const throughput = {
    history,
    from: history[0]?.day as string,
    today: today(),
    seed: simulationSeed(rows[0].id, today()),
  };
  return { board, at: (...places: number[]) => forecastDeliveries(throughput, places) as [Forecast] };
}
const read = async (board: BoardUnderTest, number: number) =>
  CardForecast.parse((await viewer.get(`${board.path}/cards/${number}/forecast`)).body);

test('a card has the forecast of its own place on the board, and moving it shifts the forecast', async () => {
  const { board, at } = await aHistory();
  const [inDoing] = await board.cards('Doing', 1);
  const [first, second, third] = await board.cards('Ready', 3);
  const [displaced] = at(5);
  const forecasts = [1, 2, 3, 4].map((place) => at(place)[0]);
  expect(new Set(forecasts.map((each) => JSON.stringify(each))).size).toBe(4);
  for (const [place, number] of [inDoing, first, second, third].entries()) {
    const found = await read(board, number);
    expect(found).toMatchObject({ ...displaced, inPlace: forecasts[place], ahead: place + 1 });
    // 14 days are too few for a backtest.
    expect(found.record).toEqual({ unknown: expect.stringMatching(/at least 50 are needed\.$/) });
  }
  await member.moveCard(board, third, { column: 'Ready', before: first });
  expect(await read(board, third)).toMatchObject({ inPlace: forecasts[1], ahead: 2 });
  expect(await read(board, second)).toMatchObject({ inPlace: forecasts[3], ahead: 4 });
  await member.archive(board, inDoing);
  expect(await read(board, third)).toMatchObject({ inPlace: forecasts[0], ahead: 1 });
  await member.moveCard(board, third, { column: 'Done' });
  const delivered = { unknown: 'The card is already delivered.' };
  expect(await read(board, third)).toMatchObject({ ...delivered, inPlace: delivered, ahead: null });
});

test('the card of a request has the forecast that its requester reads', async () => {
  const { board } = await aHistory();
  await board.cards('Doing', 2);
  await board.ask('A database');
  const { body } = await manager.answer(board, 1, { kind: 'accept' });
  const own = await read(board, body.card?.number as number);
  const { work } = Request.parse((await requester.readRequest(board, 1)).body);
  expect(own).toMatchObject({ inPlace: work?.expected, ahead: 3 });
});
