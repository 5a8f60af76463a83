import { expect, test } from '@jest/globals';
import { LimitTrial, LimitTrialList, type Notice, problemSchemas } from '@weir/contract';
import { addDays, todayIn } from '@weir/domain';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { insertedTrial } from './inserted-trial.js';
import { readTrial, sweepTrials, trialPath } from './read-trial.js';

const api = theApi();
const { manager, owner, viewer, stranger } = api.people;
const today = () => todayIn(api.clock.now(), 'UTC');
const aTriedBoard = () =>
  aBoard().column('Doing', { limit: 3 }).column('Review', { limit: 2 }).intake({ timeZone: 'UTC' }).make();
const both = [
  { column: 'Doing', was: 5 },
  { column: 'Review', was: null },
];
const limitOf = async (board: BoardUnderTest, name: string) => (await board.column(name)).limit;
const endedEarly = async () =>
  (await owner.get<{ items: Notice[] }>('/v1/workspaces/demo/notices')).body.items.filter(
    (notice) => notice.kind === 'trialEnded',
  );

test('a manager ends a trial early with a reason, and puts back the limits that still have the tried maximum', async () => {
  const board = await aTriedBoard();
  const trial = await insertedTrial(board, both, today());
  const path = `${trialPath(board, trial)}/end`;
  expect((await viewer.put(path, { decision: 'keep', reason: 'No' })).status).toBe(403);
  expect((await stranger.put(path, { decision: 'keep', reason: 'No' })).status).toBe(404);
  expect(await manager.put(path, { decision: 'putBack' })).toMatchObject({ status: 422 });
  const reason = 'Half of the team is ill.';
  const { seq } = await board.read();
  const answers = await Promise.all(
    [manager, owner, manager].map((by) => by.put<LimitTrial>(path, { decision: 'putBack', reason })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  expect(await board.events(seq)).toMatchObject([
    {
      type: 'limit.trialEnded',
      changes: [
        { trial: trial.id, to: { cause: 'stopped', decision: 'putBack', decisionReason: reason } },
        { from: { max: 3 }, to: { max: 5 } },
        { from: { scope: 'column', max: 2 } },
      ],
    },
  ]);
  expect(await readTrial(board, trial)).toMatchObject({
    ...{ state: 'ended', outcome: null, end: { cause: 'stopped' }, decision: { kind: 'putBack', reason } },
    limits: [
      { was: 5, now: 5, isPutBack: true },
      { was: null, now: null, isPutBack: true },
    ],
  });
  expect([await limitOf(board, 'Doing'), await limitOf(board, 'Review')]).toMatchObject([{ max: 5 }, null]);
  await sweepTrials();
  expect((await board.read()).limits.some((limit) => limit.trial)).toBe(false);
});

test('a trial of days before its board existed ends without results', async () => {
  const board = await aTriedBoard();
  await board.cards('Doing', 1);
  const startsOn = addDays(today(), -30);
  const trial = await insertedTrial(board, both, startsOn);
  await sweepTrials();
  const { outcome } = await readTrial(board, trial);
  const none = { delivered: 0, arrived: 0, asked: 0, people: 0 };
  expect(outcome).toEqual({
    figures: [expect.objectContaining({ figure: 'throughput', actual: null, verdict: 'unknown' })],
    trial: { ...none, from: startsOn, to: trial.endsOn },
    before: { ...none, from: addDays(startsOn, -7), to: addDays(startsOn, -1) },
  });
});

const hands: [string, string, (board: BoardUnderTest, limit: string) => Promise<unknown>][] = [
  [
    'the limit is changed',
    'limitChanged',
    (board, limit) => manager.patch(`${board.path}/limits/${limit}`, { max: 4 }),
  ],
  [
    'the mode is changed',
    'limitChanged',
    (board, limit) => manager.patch(`${board.path}/limits/${limit}`, { mode: 'warn' }),
  ],
  [
    'the column gets another limit',
    'limitChanged',
    (board) => manager.patch(`${board.path}/columns/${board.id('Doing')}`, { limit: { max: 9 } }),
  ],
  [
    'plain SQL changes it',
    'limitChanged',
    (_, limit) => api.pool.query('UPDATE wip_limits SET max = 7 WHERE id = $1', [limit]),
  ],
  ['the limit is removed', 'limitRemoved', (board, limit) => manager.delete(`${board.path}/limits/${limit}`)],
  [
    'plain SQL removes it',
    'limitRemoved',
    (_, limit) => api.pool.query('DELETE FROM wip_limits WHERE id = $1', [limit]),
  ],
  [
    'the column is removed',
    'limitRemoved',
    (board) => manager.delete(`${board.path}/columns/${board.id('Doing')}`),
  ],
  ['the board is archived', 'boardArchived', (board) => manager.patch(board.path, { archived: true })],
  [
    'plain SQL archives the board',
    'boardArchived',
    (board) => api.pool.query('UPDATE boards SET archived_at = now() WHERE key = $1', [board.key]),
  ],
];
test.each(hands)(
  'a trial ends without a comparison when %s, and managers decide about its other limits',
  async (how, cause, change) => {
    const board = await aTriedBoard();
    const trial = await insertedTrial(board, both, today());
    const before = await board.read();
    await change(board, trial.limits[0]!.limit);
    const after = await board.read();
    expect(after.seq).toBeGreaterThan(before.seq);
    expect(after.limits.some((limit) => limit.trial)).toBe(false);
    expect(await readTrial(board, trial)).toMatchObject({
      ...{ state: 'undecided', daysLeft: null, end: { cause, by: null }, outcome: null, decision: null },
    });
    const notices = (await endedEarly()).filter((notice) => notice.board.key === board.key);
    const why = cause === 'boardArchived' ? 'the board was archived' : 'one of its limits was';
    expect(notices).toMatchObject([
      { title: expect.stringContaining('ended early'), text: expect.stringContaining(why) },
    ]);
    if (cause === 'boardArchived') await manager.patch(board.path, { archived: false });
    const isStillTried = cause === 'boardArchived' || how === 'the mode is changed';
    const decided = await manager.put(`${trialPath(board, trial)}/decision`, { decision: 'putBack' });
    expect(LimitTrial.parse(decided.body)).toMatchObject({
      ...{ state: 'decided', decision: { kind: 'putBack' } },
      limits: [{ isPutBack: isStillTried }, { now: null, isPutBack: true }],
    });
  },
);

test('a trial that ends early with nothing left to put back needs no decision', async () => {
  const board = await aTriedBoard();
  const trial = await insertedTrial(board, [{ column: 'Doing', was: 5 }], today());
  await manager.patch(`${board.path}/limits/${trial.limits[0]!.limit}`, { max: 4 });
  expect(await readTrial(board, trial)).toMatchObject({ state: 'ended', decision: null });
  const again = await manager.put(`${trialPath(board, trial)}/decision`, { decision: 'putBack' });
  expect(problemSchemas['trial-ended'].parse(again.body)).toMatchObject({ state: 'ended' });
});

test('a change of the minimum does not affect a trial, and a change of another limit changes its rules without ending it', async () => {
  const board = await aTriedBoard();
  const trial = await insertedTrial(board, [{ column: 'Doing', was: 5 }], today());
  await manager.patch(`${board.path}/limits/${trial.limits[0]!.limit}`, { min: 1 });
  await api.pool.query('UPDATE wip_limits SET max = max WHERE id = $1', [trial.limits[0]!.limit]);
  await manager.patch(`${board.path}/columns/${board.id('Review')}`, { name: 'Check' });
  await manager.patch(`${board.path}/intake`, { answerWithinHours: 30 });
  expect(await readTrial(board, trial)).toMatchObject({ state: 'running', rulesChangedOn: null });
  const review = await limitOf(board, 'Check');
  await manager.patch(`${board.path}/limits/${review!.id}`, { max: 1 });
  // The limit is changed back, but not all days were under the same rules.
  await manager.patch(`${board.path}/limits/${review!.id}`, { max: 2 });
  expect(await readTrial(board, trial)).toMatchObject({ state: 'running', rulesChangedOn: today() });
  expect((await board.read()).limits.filter((limit) => limit.trial)).toHaveLength(1);
});

const otherRules: [string, (board: BoardUnderTest) => Promise<unknown>][] = [
  ['the depth of the intake', (board) => manager.patch(`${board.path}/intake`, { depth: 3 })],
  ['a new limit', (board) => manager.post(`${board.path}/limits`, { scope: 'board', max: 9 })],
  ['a new column', (board) => manager.post(`${board.path}/columns`, { name: 'Test', kind: 'active' })],
  ['a removed column', (board) => manager.delete(`${board.path}/columns/${board.id('Review')}`)],
  [
    'plain SQL',
    (board) =>
      api.pool.query(
        `UPDATE intakes i SET high_watermark = 1, low_watermark = 0 FROM boards b WHERE b.key = $1 AND i.board_id = b.id`,
        [board.key],
      ),
  ],
];
test.each(otherRules)(
  'a trial notes that %s makes other rules than those of its prediction',
  async (_, change) => {
    const board = await aTriedBoard();
    const trial = await insertedTrial(board, [{ column: 'Doing', was: 5 }], today());
    await change(board);
    expect(await readTrial(board, trial)).toMatchObject({ state: 'running', rulesChangedOn: today() });
  },
);

test('results under other rules are neither inside nor outside, and do not count in the record', async () => {
  for (const [noted, verdict, known] of [
    ['NULL', 'outside', 1],
    ['starts_on', 'unknown', 0],
  ] as const) {
    const board = await aTriedBoard();
    const older = `UPDATE boards SET created_at = created_at - interval '60 days' WHERE key = $1`;
    await api.pool.query(older, [board.key]);
    const trial = await insertedTrial(board, [{ column: 'Doing', was: 5 }], addDays(today(), -30));
    await api.pool.query(`UPDATE limit_trials SET rules_changed_on = ${noted} WHERE id = $1`, [trial.id]);
    await sweepTrials();
    const { figures } = (await readTrial(board, trial)).outcome!;
    expect(figures.find(({ figure }) => figure === 'throughput')).toMatchObject({ actual: 0, verdict });
    const { record } = LimitTrialList.parse((await viewer.get(`${board.path}/limits/trials`)).body);
    expect([record.trials, record.figures.length]).toEqual([1, known]);
  }
});

test('days that are over are compared, whatever happens to the limits before the comparison', async () => {
  const board = await aTriedBoard();
  const trial = await insertedTrial(board, [{ column: 'Doing', was: 5 }], addDays(today(), -30));
  await manager.patch(`${board.path}/limits/${trial.limits[0]!.limit}`, { max: 4 });
  await manager.patch(`${board.path}/intake`, { depth: 3 });
  expect(await readTrial(board, trial)).toMatchObject({
    state: 'running',
    daysLeft: 0,
    rulesChangedOn: null,
  });
  const late = await manager.put(`${trialPath(board, trial)}/end`, { decision: 'putBack', reason: 'Enough' });
  expect(problemSchemas['trial-ended'].parse(late.body)).toMatchObject({ state: 'decided' });
  const compared = await readTrial(board, trial);
  expect(compared).toMatchObject({ end: { cause: 'over' }, decision: { kind: 'changed' } });
  expect(compared.outcome!.figures.length).toBeGreaterThan(0);

  const other = await aTriedBoard();
  const open = await insertedTrial(other, [{ column: 'Doing', was: 5 }], addDays(today(), -30));
  const decided = await manager.put(`${trialPath(other, open)}/decision`, { decision: 'putBack' });
  expect(LimitTrial.parse(decided.body)).toMatchObject({ state: 'decided', limits: [{ now: 5 }] });
  expect((await readTrial(other, open)).outcome).not.toBeNull();
});

test('a trial whose days are over puts back only limits that nobody changed since, and a change by hand settles it', async () => {
  const board = await aTriedBoard();
  const old = addDays(today(), -30);
  const trial = await insertedTrial(board, both, old);
  await sweepTrials();
  expect((await readTrial(board, trial)).state).toBe('undecided');
  await manager.delete(`${board.path}/columns/${board.id('Review')}`);
  expect(await readTrial(board, trial)).toMatchObject({
    ...{ state: 'undecided', decision: null },
    limits: [{ of: 'Doing' }, { of: null, now: null }],
  });
  await manager.patch(`${board.path}/limits/${trial.limits[0]!.limit}`, { max: 4 });
  expect(await readTrial(board, trial)).toMatchObject({
    ...{ state: 'decided', decision: { kind: 'changed', by: null } },
  });

  const next = await aTriedBoard();
  const mixed = await insertedTrial(next, [{ column: 'Doing', was: 5 }], old);
  await sweepTrials();
  // A minimum above the earlier maximum settles nothing, and the earlier maximum cannot be put back.
  const limit = `${next.path}/limits/${mixed.limits[0]!.limit}`;
  await manager.patch(limit, { min: 1 });
  await api.pool.query(`UPDATE limit_trials SET limits = jsonb_set(limits, '{0,was}', '0') WHERE id = $1`, [
    mixed.id,
  ]);
  const decision = `${trialPath(next, mixed)}/decision`;
  const refused = await manager.put(decision, { decision: 'putBack' });
  expect(problemSchemas['trial-not-restorable'].parse(refused.body)).toMatchObject({ status: 409 });
  expect((await readTrial(next, mixed)).state).toBe('undecided');
  expect(await manager.put(decision, { decision: 'keep' })).toMatchObject({ status: 200 });
});

test('if two trials start at once on a board, one succeeds, over HTTP or in plain SQL', async () => {
  const board = await aTriedBoard();
  const insert = () => insertedTrial(board, [{ column: 'Doing', was: 5 }], today());
  const done = await Promise.allSettled([insert(), insert(), insert()]);
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const wrong = [
    `UPDATE limit_trials SET ends_on = starts_on + 60 WHERE ended_at IS NULL`,
    `UPDATE limit_trials SET cause = 'over', ended_at = now() WHERE ended_at IS NULL`,
    `UPDATE limit_trials SET decision = 'keep', decided_at = now() WHERE ended_at IS NULL`,
    `UPDATE limit_trials SET limits = '[]' WHERE ended_at IS NULL`,
    `UPDATE limit_trials SET limits = jsonb_set(limits, '{0,max}', '"3"') WHERE ended_at IS NULL`,
    `UPDATE limit_trials SET prediction = '{}' WHERE ended_at IS NULL`,
    `UPDATE limit_trials SET outcome = '{"figures": 1}', cause = 'over', ended_at = now() WHERE ended_at IS NULL`,
  ];
  for (const statement of wrong)
    await expect(api.pool.query(statement)).rejects.toMatchObject({ code: '23514' });
});

test('the last day of a trial ends at midnight on its board, even on the day that summer time begins', async () => {
  const board = await aTriedBoard();
  await manager.patch(`${board.path}/intake`, { timeZone: 'Europe/Berlin' });
  // On 28 March 2027 the clocks go forward: the day begins at 23:00 and ends at 22:00 in UTC.
  const trial = await insertedTrial(board, [{ column: 'Doing', was: 5 }], '2027-03-22');
  expect(trial.endsOn).toBe('2027-03-28');
  const due = async (at: string) => {
    const { rows } = await api.pool.query('SELECT id FROM weir.trials_due($1, $1, 500)', [at]);
    return rows.some(({ id }) => id === trial.id);
  };
  expect([await due('2027-03-28T21:59:00Z'), await due('2027-03-28T22:00:00Z')]).toEqual([false, true]);
});
