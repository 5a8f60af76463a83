import { beforeAll, expect, test } from '@jest/globals';
import { type Limit, LimitTrial, LimitTrialList, type Notice, problemSchemas } from '@weir/contract';
import { addDays, compareTrial, daysBetween, startOfDay, todayIn, type WhatIfFigure } from '@weir/domain';
import { aReplayedBoard, type ReplayedBoard } from '../flow/what-if/replayed-board.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { predictedTrial } from './predicted-trial.js';
import { readTrial, sweepTrials } from './read-trial.js';

const api = theApi();
const { owner, manager, member, requester, viewer } = api.people;
const timeZone = 'Europe/Berlin';
let replayed: ReplayedBoard;
let board: BoardUnderTest;
let trials: string;
let started: LimitTrial;

beforeAll(async () => {
  replayed = await aReplayedBoard();
  board = replayed.board;
  trials = `${board.path}/limits/trials`;
}, 60_000);

const reason = 'Fewer cards at once should be faster.';
const lower = () => ({
  limits: [
    { columnId: board.id('Doing'), max: 3 },
    { columnId: null, max: 4 },
  ],
  reason,
});
const today = () => todayIn(api.clock.now(), timeZone);
const list = async () => LimitTrialList.parse((await viewer.get(trials)).body);
const maxOf = async (column: string | null) =>
  (await board.read()).limits.find((limit) =>
    column === null
      ? limit.scope === 'board'
      : limit.scope === 'column' && limit.columnId === board.id(column),
  );
const noticesOf = async (by: typeof manager) =>
  (await by.get<{ items: Notice[] }>('/v1/workspaces/demo/notices')).body.items.filter(
    (notice) => notice.kind === 'trialEnded' && notice.board.key === board.key,
  );
/** 9 o’clock on a later day of the trial. */
const goTo = (day: string) => {
  while (today() < day) api.clock.pass({ days: 1 });
};

test('a trial needs active columns, other maxima, a limit that refuses and one to eight weeks', async () => {
  const review = (await maxOf('Review')) as Limit;
  const other = await aBoard().column('Doing').make();
  const doing = board.id('Doing');
  const faults: [object, string, string][] = [
    [{ limits: [] }, 'limits', 'tooFew'],
    [{ limits: [{ columnId: other.id('Doing'), max: 3 }] }, 'limits.0.columnId', 'notActiveColumn'],
    [{ limits: [{ columnId: board.id('Ready'), max: 3 }] }, 'limits.0.columnId', 'notActiveColumn'],
    [{ limits: [{ columnId: doing, max: 4 }] }, 'limits.0.max', 'trialOfSame'],
    [{ limits: [{ columnId: doing, max: null }] }, 'limits.0.max', 'wrongType'],
    [
      {
        limits: [
          { columnId: doing, max: 2 },
          { columnId: doing, max: 3 },
        ],
      },
      'limits',
      'columnTwice',
    ],
    [{ days: 6 }, 'days', 'tooSmall'],
    [{ days: 57 }, 'days', 'tooBig'],
    [{ reason: ' ' }, 'reason', 'empty'],
    [{ staffing: 50 }, 'staffing', 'unknownField'],
  ];
  for (const [change, path, code] of faults) {
    const { status, body } = await manager.post<{ errors: object[] }>(trials, { ...lower(), ...change });
    expect({ change, status, errors: body.errors }).toMatchObject({
      change,
      status: 422,
      errors: [{ path, code }],
    });
  }
  const limit = `${board.path}/limits/${review.id}`;
  const one = { limits: [{ columnId: board.id('Review'), max: 1 }], reason };
  await manager.patch(limit, { min: 2 });
  expect((await manager.post(trials, one)).body).toMatchObject({ errors: [{ code: 'maxBelow' }] });
  await manager.patch(limit, { min: null, mode: 'warn' });
  expect((await manager.post(trials, one)).body).toMatchObject({ errors: [{ code: 'trialOfWarning' }] });
  await manager.patch(limit, { mode: 'block' });
  expect((await list()).items).toEqual([]);
});

test('if several trials of one limit start at once, one succeeds, and the earlier maximum is known', async () => {
  const one = (max: number) => ({ limits: [{ columnId: board.id('Doing'), max }], reason });
  const answers = await Promise.all([3, 2, 1].map((max) => manager.post<LimitTrial>(trials, one(max))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  const trial = answers.find(({ status }) => status === 201)!.body;
  const { max } = trial.limits[0]!;
  for (const again of [max, max === 1 ? 2 : 1]) {
    const refused = await owner.post(trials, one(again));
    expect(problemSchemas['trial-running'].parse(refused.body)).toMatchObject({ trial: trial.id });
  }
  expect(await readTrial(board, trial)).toMatchObject({
    state: 'running',
    limits: [{ was: 4, max, now: max }],
  });
  await manager.put(`${trials}/${trial.id}/end`, { decision: 'putBack', reason });
  expect((await maxOf('Doing'))!.max).toBe(4);
});

test('the results include the answers to earlier requests, as a simulation does', async () => {
  const from = addDays(today(), -5);
  const { rows } = await api.pool.query(
    `SELECT weir.what_if_history(workspace_id, id, $2, $3, NULL, NULL) AS history FROM boards WHERE key = $1`,
    [board.key, from, api.clock.now()],
  );
  const begin = startOfDay(from, timeZone).getTime();
  const { requests } = replayed.history;
  const old = requests.filter((each) => each.submittedAt < begin && (each.answeredAt ?? 0) >= begin);
  expect(old).not.toEqual([]);
  const known = (rows[0].history.requests as number[][]).map(([, submittedAt]) => submittedAt);
  expect(known).toEqual(expect.arrayContaining(old.map(({ submittedAt }) => submittedAt)));
});

test('a trial changes its limits at once, stores the prediction of what-if, and its limits show it', async () => {
  const { seq } = await board.read();
  for (const by of [member, requester, viewer]) expect((await by.post(trials, lower())).status).toBe(403);
  const key = { 'idempotency-key': 'try-it' };
  const answer = await manager.send<LimitTrial>('POST', trials, lower(), key);
  expect(answer.status).toBe(201);
  started = LimitTrial.parse(answer.body);
  const { before, after, difference } = await predictedTrial(replayed);
  const { from } = replayed.history;
  const endsOn = addDays(today(), 13);
  const doing = (await maxOf('Doing')) as Limit;
  const whole = (await maxOf(null)) as Limit;
  expect(started).toMatchObject({
    ...{ state: 'running', startsOn: today(), endsOn, days: 14, daysLeft: 14, reason },
    startedBy: { id: manager.id },
    limits: [
      { limit: doing.id, of: 'Doing', was: 4, max: 3, now: 3, isPutBack: false },
      { limit: whole.id, columnId: null, of: null, was: null, max: 4, now: 4 },
    ],
    prediction: { before, after, difference, basis: { from, days: daysBetween(from, today()), fit: 'good' } },
    ...{ end: null, outcome: null, decision: null },
  });
  expect([doing.trial, whole.trial]).toEqual([
    { id: started.id, endsOn, was: 4 },
    { id: started.id, endsOn },
  ]);
  const listed = (await viewer.get<{ items: Limit[] }>(`${board.path}/limits`)).body.items;
  expect(listed.find(({ id }) => id === doing.id)).toEqual(doing);
  expect(await board.events(seq)).toMatchObject([
    {
      type: 'limit.trialStarted',
      changes: [
        { limit: doing.id, from: { max: 4 }, to: { max: 3 } },
        { limit: whole.id, to: { scope: 'board', max: 4, mode: 'block' } },
        { trial: started.id, to: { endsOn, reason } },
      ],
    },
  ]);
  // A retry, a second trial, and a trial by plain SQL.
  expect((await manager.send('POST', trials, lower(), key)).body).toEqual(started);
  const again = await owner.post(trials, { limits: [{ columnId: board.id('Review'), max: 1 }], reason });
  expect(problemSchemas['trial-running'].parse(again.body)).toMatchObject({ trial: started.id, endsOn });
  const copy = `INSERT INTO limit_trials (workspace_id, board_id, id, limits, starts_on, ends_on, started_at, reason, prediction, calendar)
    SELECT workspace_id, board_id, gen_random_uuid(), limits, starts_on, ends_on, started_at, reason, prediction, calendar FROM limit_trials WHERE id = $1`;
  await expect(api.pool.query(copy, [started.id])).rejects.toMatchObject({ code: '23505' });
  const early = await manager.put(`${trials}/${started.id}/decision`, { decision: 'keep' });
  expect(problemSchemas['trial-running'].parse(early.body)).toMatchObject({ trial: started.id });
});

test('when its days are over, a trial is compared with its prediction once, and managers decide', async () => {
  const begins = started.startsOn;
  const move = async (card: number, column: string, half?: 'done') => {
    const place = { columnId: board.id(column), ...(half && { half }) };
    const answer = await member.put(`${board.path}/cards/${card}/position`, place);
    expect(answer).toMatchObject({ status: 200 });
  };
  await move(47, 'Review', 'done');
  await move(47, 'Done');
  goTo(addDays(begins, 1));
  await move(48, 'Done');
  goTo(addDays(begins, 2));
  const three = await board.cards('Doing', 3);
  // Until the queue is full: the last request is refused.
  let asked = 1;
  while ((await requester.post(`${board.path}/requests`, { title: 'Please' })).status === 201) asked += 1;
  for (const [at, day] of [3, 4, 6].entries()) {
    goTo(addDays(begins, day));
    await move(three[at]!, 'Done');
  }
  goTo(started.endsOn);
  expect(await readTrial(board, started)).toMatchObject({ daysLeft: 1, state: 'running' });
  // A minute before the day is over, and a minute after.
  api.clock.pass({ minutes: 14 * 60 + 59 });
  expect(today()).toBe(started.endsOn);
  await sweepTrials();
  expect((await readTrial(board, started)).state).toBe('running');
  api.clock.pass({ minutes: 2 });
  const { seq } = await board.read();
  await Promise.all([sweepTrials(), sweepTrials()]);
  await sweepTrials();
  expect(await board.events(seq)).toMatchObject([
    { type: 'limit.trialEnded', actor: null, changes: [{ trial: started.id, to: { cause: 'over' } }] },
  ]);
  for (const by of [owner, manager]) expect(await noticesOf(by)).toHaveLength(1);
  expect(await noticesOf(member)).toEqual([]);

  const ended = await readTrial(board, started);
  expect(ended).toMatchObject({ state: 'undecided', daysLeft: null, end: { cause: 'over', by: null } });
  const { trial, before, figures } = ended.outcome!;
  // Cycle times of 3, 3, 2, 3 and 5 days. In flight: 9 hours, 33 hours, and 1, 2 and 4 days, of 14.
  const actual = {
    ...{ cycleP50: 3, cycleP85: 5, cycleP95: 5, throughput: 2.5, refused: 0.5 },
    ...{ answerP50: null, answerP85: null },
  };
  expect(figures.find(({ figure }) => figure === 'inFlight')!.actual).toBeCloseTo((42 / 24 + 7) / 14, 6);
  for (const [figure, value] of Object.entries(actual))
    expect([figure, figures.find((each) => each.figure === figure)?.actual ?? null]).toEqual([figure, value]);
  expect(trial).toEqual({
    ...{ from: begins, to: started.endsOn },
    ...{ delivered: 5, arrived: 3, asked, people: 0 },
  });
  // A card a day, each delivered two days later, and a request a day.
  expect(before).toEqual({
    ...{ from: addDays(begins, -14), to: addDays(begins, -1) },
    ...{ delivered: 14, arrived: 14, asked: 14, people: 0 },
  });
  const previous = Object.fromEntries(figures.map(({ figure, previous: was }) => [figure, was]));
  expect(previous).toMatchObject({ cycleP50: 3, throughput: 7 });
  const measured = Object.fromEntries(figures.map(({ figure, actual: is }) => [figure, is]));
  type Figures = Record<WhatIfFigure, number | null>;
  expect(figures).toEqual(
    compareTrial(started.prediction, { ...actual, ...measured } as Figures, previous as Figures, true),
  );
  expect(figures.find(({ figure }) => figure === 'throughput')).toMatchObject({ verdict: 'outside' });
  const { record } = await list();
  expect(record).toMatchObject({ trials: 1, stopped: 1 });
  expect(record.figures).toContainEqual({ figure: 'throughput', known: 1, inside: 0 });
});

test('managers are reminded once of a missing decision, and the limits apply until they decide', async () => {
  expect((await maxOf('Doing'))!.max).toBe(3);
  api.clock.pass({ days: 6 });
  await sweepTrials();
  expect(await noticesOf(manager)).toHaveLength(1);
  api.clock.pass({ days: 2 });
  await Promise.all([sweepTrials(), sweepTrials()]);
  await sweepTrials();
  expect(await noticesOf(manager)).toHaveLength(2);
  const decision = `${trials}/${started.id}/decision`;
  expect((await member.put(decision, { decision: 'keep' })).status).toBe(403);
  const { seq } = await board.read();
  const choices = await Promise.all(
    ['putBack', 'keep'].map((choice) => manager.put<LimitTrial>(decision, { decision: choice, reason })),
  );
  expect(choices.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const [event, ...more] = await board.events(seq);
  expect({ type: event!.type, more }).toEqual({ type: 'limit.trialDecided', more: [] });
  const isBack = choices[0]!.status === 200;
  const decided = await readTrial(board, started);
  expect(decided).toMatchObject({
    state: 'decided',
    decision: { kind: isBack ? 'putBack' : 'keep', by: { id: manager.id }, reason },
    limits: [{ isPutBack: isBack, now: isBack ? 4 : 3 }, { now: isBack ? null : 4 }],
  });
  expect((await maxOf('Doing'))!.max).toBe(isBack ? 4 : 3);
  expect(
    problemSchemas['trial-ended'].parse(choices.find(({ status }) => status === 409)!.body),
  ).toMatchObject({
    state: 'decided',
  });
});

test('a board without enough history starts no trial, and says what is missing', async () => {
  const young = await aBoard().column('Doing', { limit: 3 }).make();
  const wanted = { limits: [{ columnId: young.id('Doing'), max: 2 }], reason };
  const { status, body } = await manager.post(`${young.path}/limits/trials`, wanted);
  expect(status).toBe(409);
  expect(problemSchemas['trial-not-predictable'].parse(body)).toMatchObject({
    why: expect.stringContaining('no history'),
    detail: expect.stringContaining('no history'),
  });
  expect((await young.column('Doing')).limit!.max).toBe(3);
});
