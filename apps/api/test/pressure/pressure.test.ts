import { expect, test } from '@jest/globals';
import { type Board, Pressure, RequesterBoard } from '@weir/contract';
import { theWorld } from '../support/intake-world.js';

const world = theWorld();
const columnOf = async (board: string, name: string) =>
  (await world.member.get<Board>(board)).body.columns.find((column) => column.name === name)?.id;

test('the level is that of the fullest of columns and queue, with its reasons, and the board says the same', async () => {
  const board = await world.board({ doing: 2, intake: { depth: 4, answerWithinHours: 10 } });
  const read = async () => Pressure.parse((await world.requester.get(`${board}/pressure`)).body);
  expect(await read()).toMatchObject({
    state: 'flowing',
    level: 0,
    because: [{ code: 'roomLeft' }],
    columns: [{ name: 'Doing', load: 0, max: 2 }],
    intake: { waiting: 0, depth: 4, oldestAgeSeconds: null, overdue: 0 },
    retryAfterSeconds: 0,
  });

  for (const title of ['One', 'Two', 'Three']) await world.requester.post(`${board}/requests`, { title });
  expect(await read()).toMatchObject({ state: 'tight', level: 0.75, retryAfterSeconds: 0 });

  const columnId = await columnOf(board, 'Doing');
  for (const title of ['A', 'B']) await world.member.post(`${board}/cards`, { title, columnId });
  expect(await read()).toMatchObject({
    state: 'saturated',
    level: 1,
    because: [{ code: 'columnFull', text: 'Doing is full: 2 of 2.' }, { code: 'queueFilling' }],
    columns: [{ name: 'Doing', load: 2, max: 2 }],
  });
  expect((await world.member.get<Board>(board)).body.pressure).toEqual({ state: 'saturated', level: 1 });
});

test('the reasons name limits of every scope; to who only asks, none of a person', async () => {
  const board = await world.board({ doing: 9 });
  const limit = (of: object) => world.manager.post(`${board}/limits`, of);
  const told = async (by = world.member) => {
    const { because } = Pressure.parse((await by.get(`${board}/pressure`)).body);
    return because.map(({ code }) => code);
  };
  expect(await told()).toEqual(['roomLeft']);
  await limit({ scope: 'classOfService', classOfService: 'intangible', max: 5, min: 1 });
  expect(await told()).toEqual(['starving']);
  const person = { scope: 'person', userId: world.api.cast.member.id, across: 'board', max: 1 };
  await limit(person);
  const columnId = await columnOf(board, 'Doing');
  const work = { title: 'A', columnId, assigneeIds: [person.userId], classOfService: 'intangible' };
  await world.member.post(`${board}/cards`, work);
  expect(await told()).toEqual(['limitFull']);
  expect((await world.requester.get<Pressure>(`${board}/pressure`)).body.because[0]?.text).not.toMatch('Bao');
  expect(await told(world.requester)).toEqual(['roomLeft']);

  await limit({ scope: 'board', max: 1, mode: 'warn' });
  for (let n = 0; n < 3; n += 1) await world.member.post(`${board}/cards`, { title: 'B', columnId });
  expect(await told()).toEqual(expect.arrayContaining(['boardFull', 'limitFiction']));
});

test('late answers are told, and when asking is worth trying again', async () => {
  const board = await world.board({ intake: { depth: 1, answerWithinHours: 2 } });
  await world.requester.post(`${board}/requests`, { title: 'One' });
  world.clock.pass({ hours: 1 });
  const early = (await world.requester.get<Pressure>(`${board}/pressure`)).body;
  expect(early.intake).toMatchObject({ waiting: 1, depth: 1, overdue: 0 });
  expect(early.intake.oldestAgeSeconds).toBeGreaterThanOrEqual(3600);
  expect(early.retryAfterSeconds).toBeGreaterThan(3500);
  expect(early.retryAfterSeconds).toBeLessThanOrEqual(3600);
  world.clock.pass({ hours: 2 });
  const late = (await world.requester.get<Pressure>(`${board}/pressure`)).body;
  expect(late.intake.overdue).toBe(1);
  expect(late.because).toContainEqual({ code: 'answersOverdue', text: 'One answer is overdue.' });
});

test('a shut gate says until when', async () => {
  const board = await world.board();
  const until = new Date(world.clock.now().getTime() + 600_000).toISOString();
  await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'Audit week', until });
  const shut = (await world.requester.get<Pressure>(`${board}/pressure`)).body;
  expect(shut).toMatchObject({
    gate: { state: 'shut', until },
    because: [{ code: 'gateShut', text: 'The intake is shut: Audit week' }],
  });
  expect(shut.retryAfterSeconds).toBeLessThanOrEqual(600);
  expect(shut.retryAfterSeconds).toBeGreaterThan(590);
});

test('the door shows a requester what they may ask now, and of others nothing', async () => {
  const board = await world.board({ intake: { openPerRequester: 4 } });
  const door = async () => RequesterBoard.parse((await world.requester.get(`${board}/intake/door`)).body);
  expect(await door()).toMatchObject({
    own: { open: 0, quota: 4 },
    classes: ['expedite', 'fixedDate', 'standard', 'intangible'],
    intake: { waiting: 0, gate: { state: 'open' } },
    answerWithinHours: 72,
    workingHours: null,
  });
  await world.otherRequester.post(`${board}/requests`, { title: 'Fire', classOfService: 'expedite' });
  await world.requester.post(`${board}/requests`, { title: 'One' });
  expect(await door()).toMatchObject({
    own: { open: 1, quota: 4 },
    classes: ['fixedDate', 'standard', 'intangible'],
    intake: { waiting: 2 },
  });
  await world.manager.put(`${board}/intake/gate`, { state: 'throttled', reason: 'Audit week' });
  expect((await door()).classes).toEqual(['fixedDate']);
  await world.requester.post(`${board}/requests`, {
    title: 'Two',
    classOfService: 'fixedDate',
    neededBy: world.day(9),
  });
  expect((await door()).classes).toEqual([]);
});

test('a viewer reads the board, not the door; nobody from elsewhere reads either', async () => {
  const board = await world.board();
  expect((await world.viewer.get(`${board}/pressure`)).status).toBe(403);
  expect((await world.viewer.get(`${board}/intake/door`)).status).toBe(403);
  expect((await world.api.as('stranger').get(`${board}/pressure`)).status).toBe(404);
  expect((await world.api.nobody.get(`${board}/pressure`)).status).toBe(401);
});

test('the door knows how often the caller has asked of late, and says when one more is taken', async () => {
  const board = await world.board({
    intake: { openPerRequester: 9, perRequesterPerHour: 2, perRequesterPerDay: 3 },
  });
  const door = async (by = world.requester) =>
    RequesterBoard.parse((await by.get(`${board}/intake/door`)).body);
  await world.ask(board, 'One');
  world.clock.pass({ hours: 0.5 });
  expect((await door()).classes).not.toEqual([]);
  await world.ask(board, 'Two');
  const full = await door();
  expect(full).toMatchObject({ classes: [], own: { open: 2 } });
  expect(full.retryAfterSeconds).toBeGreaterThan(1700);
  expect(full.retryAfterSeconds).toBeLessThanOrEqual(1800);
  const refused = await world.requester.post(`${board}/requests`, { title: 'Three' });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(full.retryAfterSeconds);
  expect((await door(world.otherRequester)).classes).not.toEqual([]);

  world.clock.pass({ hours: 1 });
  await world.ask(board, 'Three');
  const day = await door();
  expect(day).toMatchObject({ classes: [], own: { open: 3 } });
  expect(day.retryAfterSeconds).toBeGreaterThan(22 * 3600);
  expect(day.retryAfterSeconds).toBeLessThanOrEqual(22.5 * 3600);
});

test('a queue with too few to choose from is told', async () => {
  const board = await world.board({ intake: { minOptions: 2 } });
  const because = async () => (await world.requester.get<Pressure>(`${board}/pressure`)).body.because;
  await world.ask(board);
  expect(await because()).toEqual([
    { code: 'optionsFew', text: 'Only 1 request waits, and 2 at least leave a choice.' },
  ]);
  await world.ask(board, 'Another');
  expect(await because()).toMatchObject([{ code: 'roomLeft' }]);
});
