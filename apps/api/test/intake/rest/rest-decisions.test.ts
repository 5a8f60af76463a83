import { beforeEach, expect, test } from '@jest/globals';
import { theApi } from '../../support/api.js';
import { refusalOf } from '../../support/refusals.js';
import {
  beginRestTest,
  gateOf,
  overloaded,
  restEvents,
  restingBoard,
  restPolicy,
  setRest,
  sweep,
} from './resting-board.js';

const api = theApi();
const { owner, manager, member, viewer, requester, stranger } = api.people;

beforeEach(() => beginRestTest(api));

test('if two managers and the job begin a rest at once, one succeeds; the database allows one rest of a board', async () => {
  const { board } = await overloaded(api);
  const answers = await Promise.all([
    ...[manager, owner, manager, owner].map((by) => setRest(by, board, { state: 'resting' })),
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
  await setRest(manager, board, { state: 'ended', reason: 'We are fine again' });
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

test('only managers decide about a rest, the team can read it, and wrong input is refused', async () => {
  const board = await restingBoard();
  for (const who of [member, viewer, requester])
    expect((await setRest(who, board, { state: 'resting' })).status).toBe(403);
  expect((await setRest(stranger, board, { state: 'resting' })).status).toBe(404);
  expect((await requester.get(`${board.path}/intake/rest`)).status).toBe(403);
  for (const setting of [
    {},
    { state: 'tired' },
    { state: 'ended', reason: ' ' },
    { state: 'resting', days: 3 },
  ]) {
    expect((await setRest(manager, board, setting)).status).toBe(422);
  }
  for (const setting of [
    { state: 'ended', reason: 'Enough' },
    { state: 'dismissed', reason: 'Enough' },
  ]) {
    expect(refusalOf(await setRest(manager, board, setting), 'state')).toEqual({
      ...{ status: 409, code: 'rest-changed', state: 'none' },
    });
  }
  // A manager can begin one without a proposal.
  expect((await setRest(manager, board, { state: 'resting' })).body).toMatchObject({
    current: { state: 'resting', overloadedDays: 0, ofDays: 0 },
  });
  expect((await gateOf(manager, board)).reason).toBe('The team rests.');

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
