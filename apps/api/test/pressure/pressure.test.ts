import { expect, test } from '@jest/globals';
import { Pressure, RequesterBoard } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer, stranger } = api.people;

test('the level is that of the columns or the queue, whichever is fuller, with its reasons', async () => {
  const board = await aBoard()
    .column('Doing', { limit: 2 })
    .intake({ depth: 4, answerWithinHours: 10 })
    .make();
  const read = async () => Pressure.parse((await requester.get(`${board.path}/pressure`)).body);
  expect(await read()).toMatchObject({
    state: 'flowing',
    level: 0,
    because: [{ code: 'roomLeft' }],
    columns: [{ name: 'Doing', load: 0, max: 2 }],
    intake: { waiting: 0, depth: 4, oldestAgeSeconds: null, overdue: 0 },
    retryAfterSeconds: 0,
  });

  for (const title of ['One', 'Two', 'Three']) await requester.submit(board, { title });
  expect(await read()).toMatchObject({ state: 'tight', level: 0.75, retryAfterSeconds: 0 });

  await board.cards('Doing', 2);
  expect(await read()).toMatchObject({
    state: 'saturated',
    level: 1,
    because: [{ code: 'columnFull', text: 'Doing is full: 2 of 2.' }, { code: 'queueFilling' }],
    columns: [{ name: 'Doing', load: 2, max: 2 }],
  });
  expect((await board.read()).pressure).toEqual({ state: 'saturated', level: 1 });
});

test('the reasons name limits of every scope, but no person’s limit to a requester', async () => {
  const board = await aBoard().column('Doing', { limit: 9 }).make();
  const limit = (of: object) => manager.post(`${board.path}/limits`, of);
  const codes = async (by = member) => {
    const { because } = Pressure.parse((await by.get(`${board.path}/pressure`)).body);
    return because.map(({ code }) => code);
  };
  expect(await codes()).toEqual(['roomLeft']);
  await limit({ scope: 'classOfService', classOfService: 'intangible', max: 5, min: 1 });
  expect(await codes()).toEqual(['starving']);
  const person = { scope: 'person', userId: member.id, across: 'board', max: 1 };
  await limit(person);
  const work = { column: 'Doing', assigneeIds: [person.userId], classOfService: 'intangible' };
  await member.createCard(board, work);
  expect(await codes()).toEqual(['limitFull']);
  expect((await requester.get<Pressure>(`${board.path}/pressure`)).body.because[0]?.text).not.toMatch('Bao');
  expect(await codes(requester)).toEqual(['roomLeft']);

  await limit({ scope: 'board', max: 1, mode: 'warn' });
  await board.cards('Doing', 3);
  expect(await codes()).toEqual(expect.arrayContaining(['boardFull', 'limitFiction']));
});

test('counts overdue answers and gives the seconds until a place is free', async () => {
  const board = await aBoard().intake({ depth: 1, answerWithinHours: 2 }).make();
  await requester.submit(board, { title: 'One' });
  api.clock.pass({ hours: 1 });
  const early = (await requester.get<Pressure>(`${board.path}/pressure`)).body;
  expect(early.intake).toMatchObject({ waiting: 1, depth: 1, overdue: 0 });
  expect(early.intake.oldestAgeSeconds).toBeGreaterThanOrEqual(3600);
  expect(early.retryAfterSeconds).toBeGreaterThan(3500);
  expect(early.retryAfterSeconds).toBeLessThanOrEqual(3600);
  api.clock.pass({ hours: 2 });
  const late = (await requester.get<Pressure>(`${board.path}/pressure`)).body;
  expect(late.intake.overdue).toBe(1);
  expect(late.because).toContainEqual({ code: 'answersOverdue', text: '1 answer is overdue.' });
});

test('a shut gate gives its end as Retry-After', async () => {
  const board = await aBoard().make();
  const until = new Date(api.clock.now().getTime() + 600_000).toISOString();
  await manager.setGate(board, { state: 'shut', reason: 'Audit week', until });
  const shut = (await requester.get<Pressure>(`${board.path}/pressure`)).body;
  expect(shut).toMatchObject({
    gate: { state: 'shut', until },
    because: [{ code: 'gateShut', text: 'The intake is closed: Audit week' }],
  });
  expect(shut.retryAfterSeconds).toBeLessThanOrEqual(600);
  expect(shut.retryAfterSeconds).toBeGreaterThan(590);
});

test('the door shows a requester their quota and the classes they may ask for', async () => {
  const board = await aBoard().intake({ openPerRequester: 4 }).make();
  const door = async () => RequesterBoard.parse((await requester.get(`${board.path}/intake/door`)).body);
  expect(await door()).toMatchObject({
    own: { open: 0, quota: 4 },
    classes: ['expedite', 'fixedDate', 'standard', 'intangible'],
    intake: { waiting: 0, gate: { state: 'open' } },
    answerWithinHours: 72,
    workingHours: null,
  });
  await secondRequester.submit(board, { title: 'Fire', classOfService: 'expedite' });
  await requester.submit(board, { title: 'One' });
  expect(await door()).toMatchObject({
    own: { open: 1, quota: 4 },
    classes: ['fixedDate', 'standard', 'intangible'],
    intake: { waiting: 2 },
  });
  await manager.setGate(board, { state: 'throttled', reason: 'Audit week' });
  expect((await door()).classes).toEqual(['fixedDate']);
  await requester.submit(board, {
    title: 'Two',
    classOfService: 'fixedDate',
    neededBy: api.day(9),
  });
  expect((await door()).classes).toEqual([]);
});

test('refuses pressure and door to a viewer and to strangers', async () => {
  const board = await aBoard().make();
  expect((await viewer.get(`${board.path}/pressure`)).status).toBe(403);
  expect((await viewer.get(`${board.path}/intake/door`)).status).toBe(403);
  expect((await stranger.get(`${board.path}/pressure`)).status).toBe(404);
  expect((await api.nobody.get(`${board.path}/pressure`)).status).toBe(401);
});

test('the door applies the caller’s rates and gives the seconds until the next request', async () => {
  const board = await aBoard()
    .intake({ openPerRequester: 9, perRequesterPerHour: 2, perRequesterPerDay: 3 })
    .make();
  const door = async (by = requester) =>
    RequesterBoard.parse((await by.get(`${board.path}/intake/door`)).body);
  await board.ask('One');
  api.clock.pass({ hours: 0.5 });
  expect((await door()).classes).not.toEqual([]);
  await board.ask('Two');
  const full = await door();
  expect(full).toMatchObject({ classes: [], own: { open: 2 } });
  expect(full.retryAfterSeconds).toBeGreaterThan(1700);
  expect(full.retryAfterSeconds).toBeLessThanOrEqual(1800);
  const refused = await requester.submit(board, { title: 'Three' });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(Number(full.retryAfterSeconds));
  expect((await door(secondRequester)).classes).not.toEqual([]);

  api.clock.pass({ hours: 1 });
  await board.ask('Three');
  const day = await door();
  expect(day).toMatchObject({ classes: [], own: { open: 3 } });
  expect(day.retryAfterSeconds).toBeGreaterThan(22 * 3600);
  expect(day.retryAfterSeconds).toBeLessThanOrEqual(22.5 * 3600);
});

test('names a queue with too few options', async () => {
  const board = await aBoard().intake({ minOptions: 2 }).make();
  const because = async () => (await requester.get<Pressure>(`${board.path}/pressure`)).body.because;
  await board.ask();
  expect(await because()).toEqual([
    { code: 'optionsFew', text: 'Only 1 request is waiting. At least 2 give the team a choice.' },
  ]);
  await board.ask('Another');
  expect(await because()).toMatchObject([{ code: 'roomLeft' }]);
});
