import { expect, test } from '@jest/globals';
import type { CardForecast, Forecast, Request } from '@weir/contract';
import { theApi } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';
import { boardAt, mapOf, pressureOf, wait } from './waiting.js';

const api = theApi();
const { manager, member, requester, viewer } = api.people;

/** Delivers one card a day for twelve days: a forecast needs ten cards. */
async function delivering(...boards: BoardUnderTest[]) {
  for (let day = 0; day < 12; day += 1) {
    await Promise.all(boards.map((board) => board.cards('Done', 1)));
    api.clock.pass({ days: 1 });
  }
}

test('boards that wait on each other are listed as a circle, and their work has no forecast', async () => {
  const [one, other] = [await boardAt(0.1), await boardAt(0.1)];
  await delivering(one, other);
  const [mine, theirs] = [await one.accepted('Ready'), await other.accepted('Ready')];
  await wait(one, mine, other, 1);
  await wait(other, theirs, one, 1);
  const circle = (await pressureOf(one, member)).downstream.circle;
  expect(circle?.toSorted()).toEqual([one.key, other.key].toSorted());
  expect((await pressureOf(one)).downstream.circle).toBeNull();
  expect((await mapOf()).circles.map((circle) => circle.toSorted())).toContainEqual(
    [one.key, other.key].toSorted(),
  );
  const { body } = await requester.readRequest(one, 1);
  expect(body.work?.expected).toMatchObject({ unknown: expect.stringMatching(/wait on each other/) });
  const { status } = await viewer.get<Forecast>(`${one.path}/cards/${mine}/forecast`);
  expect(status).toBe(200);
});

test('the forecast of work that waits is the later of both boards’ days, and is unknown if the other board’s is', async () => {
  const [one, other, young] = [await boardAt(0.1), await boardAt(0.1), await boardAt(0.1)];
  await delivering(one, other);
  await other.cards('Ready', 30);
  const card = await one.accepted('Ready');
  const expectedOf = async () => (await requester.readRequest(one, 1)).body.work?.expected as Forecast;
  const alone = known(await expectedOf());
  const { number } = await other.ask();
  const theirs = known((await requester.readRequest(other, number)).body.forecast as Forecast);
  await wait(one, card, other, number);
  const later = known(await expectedOf());
  expect(later.p50 > theirs.p50 && later.p85 > theirs.p85 && later.p85 > alone.p85).toBe(true);
  expect(await expectedOf()).toEqual(later);
  const list = (await manager.get<{ items: Request[] }>(`${one.path}/requests?state=answered`)).body.items;
  expect(list[0]?.work?.expected).toEqual(later);
  const ofCard = (await viewer.get<CardForecast>(`${one.path}/cards/${card}/forecast`)).body;
  expect(ofCard.inPlace).toEqual(later);
  expect(known(ofCard).p85 > theirs.p85).toBe(true);
  // A card without a request waits in the same way.
  const [own] = await one.cards('Ready', 1);
  const ofOwn = async () =>
    (await viewer.get<CardForecast>(`${one.path}/cards/${own}/forecast`)).body.inPlace as Forecast;
  const unhindered = known(await ofOwn());
  await wait(one, own, other, number);
  expect(known(await ofOwn()).p85 > unhindered.p85).toBe(true);

  const asked = await young.ask();
  await wait(one, card, young, asked.number);
  expect(await expectedOf()).toEqual({
    unknown: `It waits on ${asked.ref}, which has no forecast.`,
  });
});

test('a chain of waits of any length has forecasts, whichever of its requests is read first', async () => {
  const board = await boardAt(0.1);
  await delivering(board);
  const length = 24;
  await Promise.all(Array.from({ length }, (_, n) => board.ask(`Step ${n}`)));
  const linked = Array.from({ length: length - 1 }, (_, n) =>
    member.post(`${board.path}/requests/${n + 1}/waits`, { board: board.key, request: n + 2 }),
  );
  for (const { status } of await Promise.all(linked)) expect(status).toBe(201);
  const alone = known((await requester.readRequest(board, 1)).body.forecast as Forecast);
  const { items } = (await manager.get<{ items: Request[] }>(`${board.path}/requests?state=waiting`)).body;
  const days = new Map(items.map(({ number, forecast }) => [number, known(forecast as Forecast).p85]));
  expect(days.get(1)).toBe(alone.p85);
  for (let n = 1; n < length; n += 1) expect(days.get(n)! > days.get(n + 1)!).toBe(true);
});

function known(forecast: Forecast) {
  if ('unknown' in forecast) throw new Error(forecast.unknown);
  return forecast;
}
