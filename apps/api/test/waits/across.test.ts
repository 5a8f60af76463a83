import { expect, test } from '@jest/globals';
import type {
  BoardWaits,
  CardForecast,
  Forecast,
  Intake,
  IntakeWaits,
  Pressure,
  Request,
  WaitsMap,
} from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { refusalOf, retryAfterOf } from '../support/refusals.js';
import { aToken } from '../workspaces/tokens/support.js';

const api = theApi();
const { manager, member, requester, viewer } = api.people;
const sweep = () => api.service('SweepService').sweep();
const openIntake = { depth: 50, openPerRequester: 50 };

const wait = async (board: BoardUnderTest, card: number, on: BoardUnderTest, request: number) => {
  const body = { board: on.key, request };
  const { status } = await member.post(`${board.path}/cards/${card}/waits`, body);
  if (status !== 201) throw new Error(`no wait: ${status}`);
};
const pressureOf = async (board: BoardUnderTest, as = requester) =>
  (await as.get<Pressure>(`${board.path}/pressure`)).body;
const mapOf = async () => (await viewer.get<WaitsMap>('/v1/workspaces/demo/waits/map')).body;

/** A board with this level, by a column of ten slots. */
async function boardAt(level: number): Promise<BoardUnderTest> {
  const board = await aBoard().column('Doing', { limit: 10 }).intake(openIntake).make();
  await Promise.all(Array.from({ length: Math.round(level * 10) }, () => board.cards('Doing', 1)));
  return board;
}

/** Delivers one card a day for twelve days: a forecast needs ten cards. */
async function delivering(...boards: BoardUnderTest[]) {
  for (let day = 0; day < 12; day += 1) {
    await Promise.all(boards.map((board) => board.cards('Done', 1)));
    api.clock.pass({ days: 1 });
  }
}

test('the downstream pressure of a board comes from the boards that its work waits on, damped along the way', async () => {
  const [one, two, three] = [await boardAt(0), await boardAt(0.5), await boardAt(1)];
  await one.cards('Ready', 4);
  await two.ask();
  await three.ask();
  expect((await pressureOf(one)).downstream).toEqual({
    level: 0,
    waiting: 0,
    work: 4,
    boards: [],
    circle: null,
  });
  await wait(one, 1, two, 1);
  await wait(one, 2, two, 1);
  for (const card of [1, 2, 3, 4, 5]) await wait(two, card, three, 1);

  // Five of two's ten slots wait on three, which is full. Two passes 0.8 of that on, for two of one's ten slots.
  const before = await pressureOf(two, member);
  expect(before).toMatchObject({ level: 0.5, downstream: { level: 0.5, waiting: 5, work: 5, circle: null } });
  expect(before.because).toContainEqual({
    code: 'waitsOnBoard',
    text: `5 cards or requests wait on ${three.key}, which is saturated.`,
  });
  expect((await pressureOf(one, member)).downstream).toMatchObject({
    level: 0.08,
    waiting: 2,
    work: 4,
    boards: [{ key: two.key, state: 'flowing', level: 0.5, waiting: 2 }],
  });
  // Requesters read neither these boards nor figures that reveal how full they are.
  expect((await pressureOf(one)).downstream).toEqual({
    ...{ level: 0.1, waiting: null, work: 4, boards: [], circle: null },
  });

  const map = await mapOf();
  const shown = map.boards.filter(({ key }) => [one.key, two.key, three.key].includes(key));
  expect(shown).toMatchObject([
    { key: one.key, waiting: 2, awaited: 0, downstream: 0.08 },
    { key: two.key, waiting: 5, awaited: 2, downstream: 0.5 },
    { key: three.key, state: 'saturated', waiting: 0, awaited: 5, downstream: 0 },
  ]);
  expect(map.waits).toContainEqual(expect.objectContaining({ from: two.key, on: three.key, count: 5 }));
  expect(map.bottleneck).toMatchObject({ board: three.key, awaited: 5 });
  expect(map.bottleneck?.text).toMatch(/100% full, and 5 cards and requests of other boards wait on it/);

  const { caller } = await aToken(api, manager, { scopes: ['read'], boards: [one.key, two.key] });
  const narrow = (await caller.get<WaitsMap>('/v1/workspaces/demo/waits/map')).body;
  expect(narrow.boards.map(({ key }) => key)).toEqual([one.key, two.key]);
  expect(narrow.waits).toMatchObject([{ from: one.key, on: two.key }]);
  expect((await requester.get('/v1/workspaces/demo/waits/map')).status).toBe(403);

  await member.archive(one, 1);
  expect((await pressureOf(one, member)).downstream).toMatchObject({ level: 0.04, waiting: 1, work: 3 });
  await manager.patch(one.path, { archived: true });
  expect((await mapOf()).boards.map(({ key }) => key)).not.toContain(one.key);
});

test('a number on the map lists the cards and requests behind it, each once, the longest wait first', async () => {
  const [one, other] = [await boardAt(0), await boardAt(0)];
  const [first, second] = [await other.ask('A port'), await other.ask('A key')];
  await one.cards('Ready', 2);
  const asked = await one.ask('Needs both');
  const body = { board: other.key, request: second.number };
  await member.post(`${one.path}/requests/${asked.number}/waits`, body);
  api.clock.pass({ minutes: 1 });
  await wait(one, 1, other, first.number);
  await wait(one, 1, other, second.number);
  api.clock.pass({ minutes: 1 });
  await wait(one, 2, other, first.number);
  const path = `/v1/workspaces/demo/waits?from=${one.key}&on=${other.key}`;
  const { items, nextCursor } = (await viewer.get<BoardWaits>(path)).body;
  expect(nextCursor).toBeNull();
  expect(items.map(({ kind, ref, waitsOn }) => [kind, ref, waitsOn.map((each) => each.ref)])).toEqual([
    ['request', asked.ref, [second.ref]],
    ['card', `${one.key}-1`, [first.ref, second.ref]],
    ['card', `${one.key}-2`, [first.ref]],
  ]);
  expect(items[0]).toMatchObject({
    ...{ board: one.key, number: asked.number, title: 'Needs both' },
    waitsOn: [{ number: second.number, title: 'A key', state: 'waiting' }],
  });
  const start = (await viewer.get<BoardWaits>(`${path}&size=2`)).body;
  const rest = (await viewer.get<BoardWaits>(`${path}&size=2&cursor=${start.nextCursor}`)).body;
  expect([...start.items, ...rest.items]).toEqual(items);
  expect(rest.nextCursor).toBeNull();

  const { caller } = await aToken(api, manager, { scopes: ['read'], boards: [one.key] });
  const errors = [{ path: 'on', code: 'absent' }];
  expect(await caller.get(path)).toMatchObject({ status: 422, body: { errors } });
  await member.archive(one, 1);
  await manager.answer(one, asked.number, { kind: 'accept' });
  const later = (await viewer.get<BoardWaits>(path)).body.items;
  expect(later.map(({ ref }) => ref)).toEqual([`${one.key}-3`, `${one.key}-2`]);
});

test('the map answers 304 until a wait or a level in it changes', async () => {
  const [one, other] = [await boardAt(0), await boardAt(0.5)];
  await one.cards('Ready', 1);
  await other.ask();
  const path = '/v1/workspaces/demo/waits/map';
  const read = (etag: string | null, as = viewer) =>
    as.get<WaitsMap>(path, etag === null ? {} : { 'if-none-match': etag });
  const tags = [(await read(null)).headers.get('etag')];
  expect(tags[0]).toMatch(/^"[\w-]{10}"$/);
  const renewed = async () => {
    const last = tags.at(-1) as string;
    const { status, headers } = await read(last);
    tags.push(headers.get('etag'));
    expect((await read(tags.at(-1) as string)).status).toBe(304);
    return status;
  };
  expect(await renewed()).toBe(304);
  await wait(one, 1, other, 1);
  expect(await renewed()).toBe(200);
  await other.cards('Doing', 1);
  expect(await renewed()).toBe(200);
  expect(new Set(tags).size).toBe(3);
});

test('boards that wait on each other are named as a circle, and have no forecast instead of a loop', async () => {
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

test('the policy throttles the gate at a downstream pressure, and opens it again below four fifths of it', async () => {
  const [one, other] = [await boardAt(0), await boardAt(1)];
  const gate = async () => (await manager.get<Intake>(`${one.path}/intake`)).body.gate;
  await one.cards('Ready', 10);
  await other.ask();
  for (const card of [1, 2, 3, 4, 5, 6]) await wait(one, card, other, 1);
  await sweep();
  expect(await gate()).toMatchObject({ state: 'open' });
  const refused = await manager.patch(`${one.path}/intake`, { throttleDownstreamAt: 0 });
  expect(refused.status).toBe(422);
  expect((await manager.patch(`${one.path}/intake`, { throttleDownstreamAt: 60 })).status).toBe(200);
  await sweep();
  expect(await gate()).toMatchObject({ state: 'throttled', by: null });
  // Guests read it, so it names no other board.
  expect((await gate()).reason).toBe(
    'Work of this board waits on full boards: its downstream pressure is 60%. At 60% or more, new requests are limited.',
  );
  const answer = await requester.submit(one, { title: 'More' });
  expect(refusalOf(answer, 'reason')).toMatchObject({ status: 429, code: 'intake-gate-throttled' });
  expect(retryAfterOf(answer)).toBeGreaterThan(4 * 3600 - 60);
  expect((await requester.submit(one, { title: 'Urgent', classOfService: 'expedite' })).status).toBe(201);
  const event = (await one.events()).find(({ type }) => type === 'gate.changed');
  expect(event?.changes[0]?.to).toMatchObject({
    cause: { code: 'downstreamFull', percent: 60, threshold: 60 },
  });

  // When the other work is delivered, the figure stays. At 50%, in the gap, the gate stays. Below 48% it opens.
  for (const card of [7, 8, 9, 10]) await member.moveCard(one, card, { column: 'Done' });
  expect((await pressureOf(one, member)).downstream).toMatchObject({ level: 0.6, waiting: 6, work: 6 });
  await member.archive(one, 1);
  api.clock.pass({ hours: 5 });
  await sweep();
  expect(await gate()).toMatchObject({ state: 'throttled' });
  await member.archive(one, 2);
  await sweep();
  expect(await gate()).toMatchObject({ state: 'open' });
});

test('waits on the own board press on no other board, and a board with only such waits is not on the map', async () => {
  const board = await boardAt(1);
  await board.cards('Ready', 1);
  await board.ask();
  await wait(board, 11, board, 1);
  expect((await pressureOf(board, member)).downstream).toEqual({
    ...{ level: 0, waiting: 0, work: 11, boards: [], circle: null },
  });
  expect((await mapOf()).boards.map(({ key }) => key)).not.toContain(board.key);
});

test('an intake lists the requests of its queue that wait, each once with all requests that it waits on', async () => {
  const [one, other] = [await boardAt(0), await boardAt(0)];
  const listed = async () => (await viewer.get<IntakeWaits>(`${one.path}/intake/waits`)).body.items;
  const [first, second] = [await other.ask(), await other.ask()];
  await one.cards('Ready', 1);
  await wait(one, 1, other, first.number);
  const [request] = [await one.ask(), await one.ask()];
  expect(await listed()).toEqual([]);
  for (const on of [second, first]) {
    const body = { board: other.key, request: on.number };
    await member.post(`${one.path}/requests/${request.number}/waits`, body);
  }
  const waiting = { number: request.number, ref: request.ref };
  expect(await listed()).toEqual([{ ...waiting, waitsOn: [first.ref, second.ref] }]);

  await manager.answer(other, first.number, {
    kind: 'decline',
    reason: 'notAligned',
    message: 'That port stays closed.',
  });
  await api.service('WaitChecksService').deliverDue();
  expect(await listed()).toEqual([{ ...waiting, waitsOn: [second.ref] }]);
  await manager.answer(one, request.number, { kind: 'accept' });
  expect(await listed()).toEqual([]);
});
