import { expect, test } from '@jest/globals';
import type { BoardWaits, Intake, WaitsMap } from '@weir/contract';
import { theApi } from '../support/api.js';
import { refusalOf, retryAfterOf } from '../support/refusals.js';
import { aToken } from '../workspaces/tokens/support.js';
import { boardAt, mapOf, pressureOf, wait } from './waiting.js';

const api = theApi();
const { manager, member, requester, viewer } = api.people;
const sweep = () => api.service('SweepService').sweep();

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

test('waits of a board on itself add no pressure to other boards, and a board with only such waits is not on the map', async () => {
  const board = await boardAt(1);
  await board.cards('Ready', 1);
  await board.ask();
  await wait(board, 11, board, 1);
  expect((await pressureOf(board, member)).downstream).toEqual({
    ...{ level: 0, waiting: 0, work: 11, boards: [], circle: null },
  });
  expect((await mapOf()).boards.map(({ key }) => key)).not.toContain(board.key);
});
