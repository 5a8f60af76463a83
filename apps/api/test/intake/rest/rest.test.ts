import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Board, Intake, Pressure, RequesterBoard, RestStatus } from '@weir/contract';
import { endOf, nextDay } from '../../flow/figures/local-days.js';
import { theApi } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import type { Person } from '../../support/person.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import { restingBoard, restOf, restPolicy, sweep, toNextDay } from './resting-board.js';

const api = theApi();
const { owner, manager, member, viewer, requester, stranger } = api.people;

beforeEach(() => {
  api.clock.stop();
});

const set = (board: BoardUnderTest, setting: object, by: Person = manager) =>
  by.put<RestStatus>(`${board.path}/intake/rest`, setting);
const gateOf = async (board: BoardUnderTest) => (await manager.get<Intake>(`${board.path}/intake`)).body.gate;
const restEvents = async (board: BoardUnderTest) =>
  (await board.events())
    .filter(({ type }) => type === 'rest.changed')
    .map(({ actor, changes }) => [actor?.name ?? null, changes[0]?.to?.state, changes[0]?.to?.endedFor]);
const noticesOf = async (board: BoardUnderTest) => {
  const { rows } = await api.pool.query(
    `SELECT n.facts ->> 'state' AS state, array_agg(u.name ORDER BY u.name) AS names
       FROM notices n JOIN boards b ON b.workspace_id = n.workspace_id AND b.id = n.board_id JOIN users u ON u.id = n.user_id
      WHERE b.key = $1 AND n.kind = 'rest' GROUP BY 1, n.at ORDER BY n.at`,
    [board.key],
  );
  return rows.map(({ state, names }) => [state, names.join(', ')]);
};

/** A board that is saturated for so many whole days. Returns its card, and the current day. */
async function overloaded(policy: object = {}, intake: object = {}, days = 2) {
  const board = await restingBoard(policy, intake);
  await toNextDay(api, 'UTC', 0);
  const [card] = await board.cards('Doing', 1);
  await sweep(api);
  let today = '';
  for (let n = 0; n < days; n += 1) today = await toNextDay(api);
  return { board, card, today };
}

describe('sustained overload', () => {
  test('proposes a rest, which a manager accepts, and which ends after enough calm days', async () => {
    const { board, card, today } = await overloaded();
    const proposed = await restOf(member, board);
    expect(proposed).toMatchObject({
      current: { state: 'proposed', overloadedDays: 2, ofDays: 2, by: null, beganAt: null },
      overloadedDays: 2,
    });
    expect((await board.read()).rest).toMatchObject({ state: 'proposed' });
    expect(await gateOf(board)).toMatchObject({ state: 'open' });

    const accepted = await set(board, { state: 'resting' });
    const end = new Date(endOf(nextDay(today, 5), 'UTC')).toISOString();
    expect(accepted).toMatchObject({
      status: 200,
      body: {
        current: { state: 'resting', until: end, by: { name: 'Mira Mensah' } },
        // Two whole calm days from tomorrow on.
        earliestEnd: new Date(endOf(nextDay(today, 2), 'UTC')).toISOString(),
      },
    });
    const reason = 'The team rests after 2 overloaded days of its last 2.';
    expect(await gateOf(board)).toMatchObject({ state: 'throttled', until: end, by: null, reason });
    const refused = await requester.submit(board, { title: 'Now?' });
    expect(refusalOf(refused, 'until', 'reason')).toEqual({
      ...{ status: 429, code: 'intake-gate-throttled', until: end, reason },
    });
    expect(retryAfterOf(refused)).toBe((Date.parse(end) - api.clock.now().getTime()) / 1000);
    const neededBy = nextDay(today, 3);
    expect(
      (await requester.submit(board, { title: 'A date', classOfService: 'fixedDate', neededBy })).status,
    ).toBe(201);
    const pressure = (await requester.get<Pressure>(`${board.path}/pressure`)).body;
    expect(pressure.rest).toEqual({ state: 'resting', until: end });
    expect(pressure.because.map(({ code }) => code)).toContain('resting');
    expect(pressure.because.map(({ code }) => code)).not.toContain('gateThrottled');
    const door = (await requester.get<RequesterBoard>(`${board.path}/intake/door`)).body;
    expect(door.reasons).toMatchObject([{ code: 'intake-gate-throttled', until: end, reason }]);

    // Low load alone does not end it: the days must be over.
    await member.moveCard(board, card, { column: 'Done' });
    await sweep(api);
    await toNextDay(api);
    expect(await restOf(viewer, board)).toMatchObject({ calmDays: 0 });
    await toNextDay(api);
    expect(await restOf(viewer, board)).toMatchObject({ current: { state: 'resting' }, calmDays: 1 });
    expect(await gateOf(board)).toMatchObject({ state: 'throttled' });
    await toNextDay(api);
    expect(await restOf(viewer, board)).toMatchObject({
      current: null,
      last: { state: 'ended', endedFor: 'calm', closedBy: null },
      calmDays: 0,
      overloadedDays: 0,
    });
    expect(await gateOf(board)).toMatchObject({
      state: 'open',
      until: null,
      reason: 'The team’s rest is over.',
    });
    expect((await board.read()).rest).toBeNull();
    expect((await requester.submit(board, { title: 'Now' })).status).toBe(201);
    const changes = (await board.events()).filter(({ type }) => type === 'rest.changed');
    const rebuilt = Object.assign({}, ...changes.map((event) => event.changes[0]?.to));
    expect((await restOf(viewer, board)).last).toMatchObject(rebuilt);
    expect(await restEvents(board)).toEqual([
      [null, 'proposed', null],
      ['Mira Mensah', 'resting', undefined],
      [null, 'ended', 'calm'],
    ]);
    expect(await noticesOf(board)).toEqual([
      ['proposed', 'Mira Mensah, Olga Ortiz'],
      ['resting', 'Bao Brandt, Noor Novak, Olga Ortiz'],
      ['ended', 'Bao Brandt, Mira Mensah, Noor Novak, Olga Ortiz'],
    ]);
  });

  test('is not stated after fewer overloaded days than the policy says, or once enough calm ones follow', async () => {
    const { board, card } = await overloaded({}, {}, 1);
    expect(await restOf(manager, board)).toMatchObject({ current: null, overloadedDays: 1, ofDays: 1 });
    await member.moveCard(board, card, { column: 'Done' });
    await sweep(api);
    for (let n = 0; n < 4; n += 1) await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({ current: null, overloadedDays: 0, ofDays: 3 });
  });

  test('begins a rest without a manager where the policy says so; it ends at its latest end whatever the load', async () => {
    const { board } = await overloaded({ byItself: true, longestDays: 2, calmDays: 2 });
    expect(await gateOf(board)).toMatchObject({ state: 'throttled', by: null });
    await toNextDay(api);
    await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({ current: { state: 'resting' } });
    await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({
      current: null,
      last: { state: 'ended', endedFor: 'latest' },
      // Only later days count for the next one.
      overloadedDays: 0,
    });
    expect(await gateOf(board)).toMatchObject({ state: 'open' });
    await toNextDay(api);
    expect((await restOf(manager, board)).overloadedDays).toBe(0);
    await toNextDay(api);
    await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({ current: { state: 'resting' } });
  });
});

describe('a proposal', () => {
  test('is dismissed with a reason, and then only later days count', async () => {
    const { board } = await overloaded();
    expect((await set(board, { state: 'dismissed' })).body).toMatchObject({
      ...{ code: 'invalid-input', errors: [{ path: 'reason' }] },
    });
    const reason = 'The release is tomorrow.';
    const dismissed = await set(board, { state: 'dismissed', reason });
    expect(dismissed.body).toMatchObject({
      current: null,
      last: { state: 'dismissed', reason, closedBy: { name: 'Mira Mensah' } },
      overloadedDays: 0,
    });
    await toNextDay(api);
    await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({ current: null, overloadedDays: 1 });
    await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({ current: { state: 'proposed' } });
    expect(await noticesOf(board)).toContainEqual(['dismissed', 'Olga Ortiz']);
  });

  test('expires after a week', async () => {
    const { board } = await overloaded();
    const { until } = (await restOf(manager, board)).current!;
    api.clock.pass({ minutes: (Date.parse(until) - api.clock.now().getTime()) / 60_000 - 1 });
    await sweep(api);
    expect((await restOf(manager, board)).current?.state).toBe('proposed');
    api.clock.pass({ minutes: 2 });
    await sweep(api);
    expect(await restOf(manager, board)).toMatchObject({ current: null, last: { state: 'expired' } });
  });
});

describe('the gate of a board that rests', () => {
  test('is throttled also if a manager had opened it before', async () => {
    const board = await restingBoard();
    await manager.setGate(board, { state: 'shut', reason: 'Moving house' });
    await manager.setGate(board, { state: 'open', reason: 'We have moved' });
    api.clock.pass({ hours: 1 });
    const key = { 'idempotency-key': 'once' };
    const path = `${board.path}/intake/rest`;
    const first = await manager.put<RestStatus>(path, { state: 'resting' }, key);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled', by: null });
    const again = await manager.put<RestStatus>(path, { state: 'resting' }, key);
    expect([first.status, again.status, again.body.current?.id]).toEqual([200, 200, first.body.current?.id]);
  });

  test('ends the rest once a manager opens it, and stays open', async () => {
    const { board } = await overloaded({ byItself: true });
    await manager.setGate(board, { state: 'open', reason: 'We have help' });
    expect(await restOf(manager, board)).toMatchObject({
      current: null,
      last: { state: 'ended', endedFor: 'gateOpened', closedBy: { name: 'Mira Mensah' } },
    });
    await sweep(api);
    expect(await gateOf(board)).toMatchObject({ state: 'open', by: { name: 'Mira Mensah' } });
  });

  test('keeps what a manager sets until its end, then goes back to throttled while the rest lasts', async () => {
    const { board } = await overloaded({ byItself: true });
    const until = new Date(api.clock.now().getTime() + 3 * 3_600_000).toISOString();
    await manager.setGate(board, { state: 'shut', reason: 'Audit', until });
    await sweep(api);
    expect(await gateOf(board)).toMatchObject({ state: 'shut', reason: 'Audit' });
    api.clock.pass({ hours: 4 });
    await sweep(api);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled', by: null });
    await manager.setGate(board, { state: 'shut', reason: 'Longer' });
    expect((await set(board, { state: 'ended', reason: 'We are fine again' })).status).toBe(200);
    expect(await gateOf(board)).toMatchObject({ state: 'shut', reason: 'Longer' });
  });

  test('shuts if answers are buried, and steps back to throttled, not to open', async () => {
    const { board } = await overloaded(
      { byItself: true, load: 10, overloadedDays: 1 },
      { gateByItself: true, answerWithinHours: 40, graceHours: 2000, remindBeforeHours: null },
      1,
    );
    const neededBy = nextDay(new Date(api.clock.now()).toISOString().slice(0, 10), 9);
    for (const title of ['One', 'Two', 'Three'])
      await board.ask(title, { classOfService: 'fixedDate', neededBy });
    api.clock.pass({ hours: 41 });
    await sweep(api);
    expect(await gateOf(board)).toMatchObject({ state: 'shut', reason: '3 answers are overdue.' });
    const [card] = await board.order('Doing');
    await member.moveCard(board, card!, { column: 'Done' });
    for (const number of [1, 2, 3])
      await manager.answer(board, number, {
        kind: 'decline',
        reason: 'noCapacity',
        message: 'Not this month, sorry.',
      });
    api.clock.pass({ hours: 5 });
    await sweep(api);
    expect(await gateOf(board)).toMatchObject({
      state: 'throttled',
      reason: expect.stringContaining('rests'),
    });
  });
});

test('of two managers who accept at once, and the job, one begins the rest; the database has one rest of a board', async () => {
  const { board } = await overloaded();
  const answers = await Promise.all([
    ...[manager, owner, manager, owner].map((by) => set(board, { state: 'resting' }, by)),
    sweep(api),
  ]);
  const statuses = answers.slice(0, 4).map((answer) => (answer as { status: number }).status);
  expect(statuses.toSorted()).toEqual([200, 409, 409, 409]);
  expect((await restEvents(board)).map(([, state]) => state)).toEqual(['proposed', 'resting']);

  const insert = () =>
    api.pool.query(
      `INSERT INTO rests (workspace_id, board_id, id, state, overloaded_days, of_days, at, until)
       SELECT workspace_id, id, gen_random_uuid(), 'proposed', 1, 1, now(), now() + interval '1 day' FROM boards WHERE key = $1`,
      [board.key],
    );
  await expect(insert()).rejects.toThrow('rests_open');
  await set(board, { state: 'ended', reason: 'We are fine again' });
  const inserted = await Promise.allSettled([insert(), insert(), insert(), insert()]);
  expect(inserted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(
    api.pool.query(
      `UPDATE rests SET until = until + interval '1 year' FROM boards b WHERE b.id = rests.board_id AND b.key = $1`,
      [board.key],
    ),
  ).rejects.toThrow('rests_end');
  expect((await board.events()).at(-1)).toMatchObject({
    type: 'board.changed',
    changes: [{ table: 'rests' }, { from: null, to: { state: 'proposed' } }],
  });
});

test('a rest policy that is switched off ends the rest at once, and its days are forgotten', async () => {
  const { board } = await overloaded({ byItself: true });
  expect((await board.read()).rest?.state).toBe('resting');
  const off = await manager.patch<Intake>(`${board.path}/intake`, { rest: null });
  expect(off).toMatchObject({ status: 200, body: { rest: null, gate: { state: 'open' } } });
  expect(await restOf(manager, board)).toMatchObject({
    ...{
      policy: null,
      current: null,
      days: [],
      last: { endedFor: 'switchedOff', closedBy: { name: 'Mira Mensah' } },
    },
  });
  expect(refusalOf(await set(board, { state: 'resting' }), 'state')).toEqual({
    ...{ status: 409, code: 'rest-changed', state: 'off' },
  });
  const on = await manager.patch<Intake>(`${board.path}/intake`, { rest: { ...restPolicy, byItself: true } });
  expect(on.body.rest).toMatchObject({ overloadedDays: 2 });
  await toNextDay(api);
  expect(await restOf(manager, board)).toMatchObject({ current: null });

  // Plain SQL too: the next run of the job ends it.
  await set(board, { state: 'resting' });
  await api.pool.query(
    'UPDATE intakes SET rest_policy = NULL FROM boards b WHERE b.id = intakes.board_id AND b.key = $1',
    [board.key],
  );
  await sweep(api);
  expect(await gateOf(board)).toMatchObject({ state: 'open' });
  expect(await restOf(manager, board)).toMatchObject({ current: null, days: [] });
});

test('only managers decide about a rest, the team reads it, and wrong input is refused', async () => {
  const board = await restingBoard();
  for (const who of [member, viewer, requester])
    expect((await set(board, { state: 'resting' }, who)).status).toBe(403);
  expect((await set(board, { state: 'resting' }, stranger)).status).toBe(404);
  expect((await requester.get(`${board.path}/intake/rest`)).status).toBe(403);
  for (const setting of [
    {},
    { state: 'tired' },
    { state: 'ended', reason: ' ' },
    { state: 'resting', days: 3 },
  ]) {
    expect((await set(board, setting)).status).toBe(422);
  }
  for (const setting of [
    { state: 'ended', reason: 'Enough' },
    { state: 'dismissed', reason: 'Enough' },
  ]) {
    expect(refusalOf(await set(board, setting), 'state')).toEqual({
      ...{ status: 409, code: 'rest-changed', state: 'none' },
    });
  }
  // A manager can begin one without a proposal.
  expect((await set(board, { state: 'resting' })).body).toMatchObject({
    current: { state: 'resting', overloadedDays: 0, ofDays: 0 },
  });
  expect((await gateOf(board)).reason).toBe('The team rests.');

  const patch = (rest: object) => manager.patch(`${board.path}/intake`, { rest: { ...restPolicy, ...rest } });
  for (const [rest, path] of [
    [{ overloadedDays: 4 }, 'rest.ofDays'],
    [{ calmDays: 6 }, 'rest.longestDays'],
    [{ load: null }, 'rest.load'],
    [{ load: 101 }, 'rest.load'],
    [{ lowMark: 0 }, 'rest.lowMark'],
    [{ overdue: 1.5 }, 'rest.overdue'],
    [{ more: 1 }, 'rest'],
  ] as const) {
    expect((await patch(rest)).body).toMatchObject({
      code: 'invalid-input',
      errors: [{ path: expect.stringContaining(path) }],
    });
  }
  for (const [name, value] of [
    ['overloadedDays', 4],
    ['load', 0],
    ['calmDays', '2'],
    ['more', 1],
  ] as const) {
    const policy = { ...restPolicy, [name]: value };
    await expect(
      api.pool.query(
        'UPDATE intakes SET rest_policy = $1 FROM boards b WHERE b.id = intakes.board_id AND b.key = $2',
        [policy, board.key],
      ),
    ).rejects.toThrow('intakes_rest_policy');
  }
});

test('a board that is archived while it rests is over its rest once its end has passed', async () => {
  const { board, card } = await overloaded({ byItself: true, longestDays: 2 });
  await member.moveCard(board, card, { column: 'Done' });
  await manager.patch<Board>(board.path, { archived: true });
  await toNextDay(api);
  expect(refusalOf(await set(board, { state: 'ended', reason: 'Archived' })).code).toBe('board-archived');
  for (let n = 0; n < 3; n += 1) await toNextDay(api);
  await manager.patch<Board>(board.path, { archived: false });
  expect(await gateOf(board)).toMatchObject({ state: 'open' });
  await sweep(api);
  expect(await restOf(manager, board)).toMatchObject({
    current: null,
    last: { endedFor: 'latest' },
    ofDays: 0,
  });
});
