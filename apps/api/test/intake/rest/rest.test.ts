import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Board, Intake, Pressure, RequesterBoard } from '@weir/contract';
import { endOf, nextDay } from '../../flow/figures/local-days.js';
import { theApi } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import {
  beginRestTest,
  gateOf,
  overloaded,
  restEvents,
  restOf,
  restPolicy,
  setRest,
  sweep,
  toNextDay,
} from './resting-board.js';

const api = theApi();
const { manager, member, viewer, requester } = api.people;

beforeEach(() => beginRestTest(api));

const noticesOf = async (board: BoardUnderTest) => {
  const { rows } = await api.pool.query(
    `SELECT n.facts ->> 'state' AS state, array_agg(u.name ORDER BY u.name) AS names
       FROM notices n JOIN boards b ON b.workspace_id = n.workspace_id AND b.id = n.board_id JOIN users u ON u.id = n.user_id
      WHERE b.key = $1 AND n.kind = 'rest' GROUP BY 1, n.at ORDER BY n.at`,
    [board.key],
  );
  return rows.map(({ state, names }) => [state, names.join(', ')]);
};

describe('sustained overload', () => {
  test('proposes a rest, which a manager accepts, and which ends after enough calm days', async () => {
    const { board, card, today } = await overloaded(api);
    const proposed = await restOf(member, board);
    expect(proposed).toMatchObject({
      current: { state: 'proposed', overloadedDays: 2, ofDays: 2, by: null, beganAt: null },
      overloadedDays: 2,
    });
    expect((await board.read()).rest).toMatchObject({ state: 'proposed' });
    expect(await gateOf(manager, board)).toMatchObject({ state: 'open' });

    const accepted = await setRest(manager, board, { state: 'resting' });
    const end = new Date(endOf(nextDay(today, 5), 'UTC')).toISOString();
    expect(accepted).toMatchObject({
      status: 200,
      body: {
        current: { state: 'resting', until: end, by: { name: 'Mira Mensah' } },
        // Two whole calm days, beginning tomorrow.
        earliestEnd: new Date(endOf(nextDay(today, 2), 'UTC')).toISOString(),
      },
    });
    const reason = 'The team rests after 2 overloaded days of its last 2.';
    expect(await gateOf(manager, board)).toMatchObject({ state: 'throttled', until: end, by: null, reason });
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
    expect(await gateOf(manager, board)).toMatchObject({ state: 'throttled' });
    await toNextDay(api);
    expect(await restOf(viewer, board)).toMatchObject({
      current: null,
      last: { state: 'ended', endedFor: 'calm', closedBy: null },
      calmDays: 0,
      overloadedDays: 0,
    });
    expect(await gateOf(manager, board)).toMatchObject({
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

  test('is not reported after fewer overloaded days than the policy says, or once enough calm days follow', async () => {
    const { board, card } = await overloaded(api, {}, {}, 1);
    expect(await restOf(manager, board)).toMatchObject({ current: null, overloadedDays: 1, ofDays: 1 });
    await member.moveCard(board, card, { column: 'Done' });
    await sweep(api);
    for (let n = 0; n < 4; n += 1) await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({ current: null, overloadedDays: 0, ofDays: 3 });
  });

  test('begins a rest without a manager if the policy says so; the rest ends at its latest end whatever the load', async () => {
    const { board } = await overloaded(api, { byItself: true, longestDays: 2, calmDays: 2 });
    expect(await gateOf(manager, board)).toMatchObject({ state: 'throttled', by: null });
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
    expect(await gateOf(manager, board)).toMatchObject({ state: 'open' });
    await toNextDay(api);
    expect((await restOf(manager, board)).overloadedDays).toBe(0);
    await toNextDay(api);
    await toNextDay(api);
    expect(await restOf(manager, board)).toMatchObject({ current: { state: 'resting' } });
  });
});

describe('a proposal', () => {
  test('is dismissed with a reason, and then only later days count', async () => {
    const { board } = await overloaded(api);
    expect((await setRest(manager, board, { state: 'dismissed' })).body).toMatchObject({
      ...{ code: 'invalid-input', errors: [{ path: 'reason' }] },
    });
    const reason = 'The release is tomorrow.';
    const dismissed = await setRest(manager, board, { state: 'dismissed', reason });
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
    const { board } = await overloaded(api);
    const { until } = (await restOf(manager, board)).current!;
    api.clock.pass({ minutes: (Date.parse(until) - api.clock.now().getTime()) / 60_000 - 1 });
    await sweep(api);
    expect((await restOf(manager, board)).current?.state).toBe('proposed');
    api.clock.pass({ minutes: 2 });
    await sweep(api);
    expect(await restOf(manager, board)).toMatchObject({ current: null, last: { state: 'expired' } });
  });
});

test('switching the rest policy off ends the rest at once and deletes its days', async () => {
  const { board } = await overloaded(api, { byItself: true });
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
  expect(refusalOf(await setRest(manager, board, { state: 'resting' }), 'state')).toEqual({
    ...{ status: 409, code: 'rest-changed', state: 'off' },
  });
  const on = await manager.patch<Intake>(`${board.path}/intake`, { rest: { ...restPolicy, byItself: true } });
  expect(on.body.rest).toMatchObject({ overloadedDays: 2 });
  await toNextDay(api);
  expect(await restOf(manager, board)).toMatchObject({ current: null });

  // Plain SQL too: the next run of the job ends it.
  await setRest(manager, board, { state: 'resting' });
  await api.pool.query(
    'UPDATE intakes SET rest_policy = NULL FROM boards b WHERE b.id = intakes.board_id AND b.key = $1',
    [board.key],
  );
  await sweep(api);
  expect(await gateOf(manager, board)).toMatchObject({ state: 'open' });
  expect(await restOf(manager, board)).toMatchObject({ current: null, days: [] });
});

test('the rest of an archived board ends once its latest end has passed', async () => {
  const { board, card } = await overloaded(api, { byItself: true, longestDays: 2 });
  await member.moveCard(board, card, { column: 'Done' });
  await manager.patch<Board>(board.path, { archived: true });
  await toNextDay(api);
  expect(refusalOf(await setRest(manager, board, { state: 'ended', reason: 'Archived' })).code).toBe(
    'board-archived',
  );
  for (let n = 0; n < 3; n += 1) await toNextDay(api);
  await manager.patch<Board>(board.path, { archived: false });
  expect(await gateOf(manager, board)).toMatchObject({ state: 'open' });
  await sweep(api);
  expect(await restOf(manager, board)).toMatchObject({
    current: null,
    last: { endedFor: 'latest' },
    ofDays: 0,
  });
});
