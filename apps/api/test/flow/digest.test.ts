import { expect, test } from '@jest/globals';
import type { BoardDigest, Limit, WorkspaceDigest } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { dayOf, nextDay } from './figures/local-days.js';

const timeZone = 'Asia/Kolkata';
const api = theApi();
const { manager, member, requester, stranger } = api.people;

/** Nine in the morning of the next Monday, and its week. */
function onMonday(): string {
  api.clock.stop();
  let day = nextDay(dayOf(api.clock.now().getTime(), timeZone));
  while (new Date(day).getUTCDay() !== 1) day = nextDay(day);
  const nine = Date.parse(`${day}T03:30:00Z`);
  api.clock.pass({ minutes: (nine - api.clock.now().getTime()) / 60_000 });
  return day;
}

/** ISO 8601 by counting from the first Thursday of the year. */
function weekOf(monday: string): string {
  const thursday = nextDay(monday, 3);
  const year = thursday.slice(0, 4);
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / 86_400_000;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

const digest = async (board: BoardUnderTest, query = '', by = member): Promise<BoardDigest> => {
  const { status, body } = await by.get<BoardDigest>(`${board.path}/digest${query}`);
  expect({ status, ...(status === 200 ? {} : { body }) }).toEqual({ status: 200 });
  return body;
};
const move = (board: BoardUnderTest, card: number, column: string, more = {}) =>
  member.moveCard(board, card, { column, ...more });

test('a digest has the figures of its week, even weeks later, and one suggestion', async () => {
  const board = await aBoard()
    .intake({ timeZone, depth: 3, openPerRequester: 5 })
    .column('Doing', { limit: { max: 2, mode: 'reason' } })
    .make();
  const monday = onMonday();
  const week = weekOf(monday);
  await manager.patch(board.path, { serviceLevels: { standard: { percent: 85, days: 3 } } });
  for (const title of ['One', 'Two', 'Three']) await board.ask(title);
  expect((await requester.submit(board, { title: 'Four' })).status).toBe(429);
  await manager.answer(board, 1, { kind: 'accept', column: 'Ready' });
  await manager.answer(board, 2, {
    kind: 'decline',
    reason: 'noCapacity',
    message: 'Not this month, sorry.',
  });
  const [first, second] = await board.cards('Doing', 2);
  for (const reason of ['The release', 'The audit', 'The audit']) {
    const { id, load } = (await board.read()).limits.find(({ max }) => max === 2) as Limit;
    const override = { reason, limits: [{ id, max: 2, load }] };
    expect((await manager.createCard(board, { column: 'Doing', override })).status).toBe(201);
  }
  api.clock.pass({ days: 2 });
  await move(board, first, 'Done');
  await member.archive(board, second);
  api.clock.pass({ days: 3 });
  const unfinished = await digest(board, `?week=${week}`);
  expect(unfinished).toMatchObject({ week, from: monday, to: nextDay(monday, 6), isOver: false });

  api.clock.pass({ days: 3 });
  const finished = await digest(board);
  expect(finished).toMatchObject({
    board: board.key,
    week,
    isOver: true,
    unread: 0,
    requests: {
      submitted: 3,
      waiting: 1,
      answers: { accept: 1, decline: 1 },
      refusals: { 'intake-queue-full': 1 },
      reasons: { noCapacity: 1 },
      notNow: [{ number: 2, title: 'Two', kind: 'decline', reason: 'noCapacity' }],
    },
    flow: { started: 5, delivered: 1, putBack: 0, removed: 1, inFlight: 3 },
    agedTotal: 3,
    overrides: [{ scope: 'column', of: 'Doing', times: 3, lately: 3 }],
    forecasts: { scored: 0, missedTotal: 0, missed: [] },
    suggestion: {
      code: 'overrides',
      text: expect.stringContaining('Doing'),
      evidence: expect.stringContaining('3 times'),
    },
  });
  expect(finished.overrides[0]?.reasons).toEqual(['The audit', 'The audit', 'The release']);
  // At the end of Sunday the cards of Monday were seven days old.
  expect(finished.aged.map(({ ageDays, expectedDays, column }) => [ageDays, expectedDays, column])).toEqual(
    Array(3).fill([7, 3, 'Doing']),
  );

  // Later changes affect only the number of waiting requests.
  for (const { number } of finished.aged) await move(board, number, 'Done');
  await board.ask('Five');
  api.clock.pass({ days: 1 });
  expect(await digest(board, `?week=${week}`)).toEqual({
    ...finished,
    requests: { ...finished.requests, waiting: 2 },
  });
  const now = weekOf(nextDay(monday, 7));
  expect(await digest(board, `?week=${now}`)).toMatchObject({
    isOver: false,
    flow: { started: 0, delivered: 3, inFlight: 0 },
    aged: [],
    overrides: [],
  });
  const { body: both } = await member.get<WorkspaceDigest>(
    `/v1/workspaces/demo/digest?week=${week}&boards=${board.key}`,
  );
  expect(both).toEqual({ week, boards: [await digest(board, `?week=${week}`)] });
  expect((await stranger.get(`${board.path}/digest`)).status).toBe(404);
});

test('a digest lists the forecasts that missed in its week, and suggests to end a block before it suggests an old card', async () => {
  const board = await aBoard().intake({ timeZone }).column('Doing').make();
  const monday = onMonday();
  const ids = (await api.pool.query('SELECT workspace_id, id FROM boards WHERE key = $1', [board.key]))
    .rows[0];
  await api.pool.query(
    `INSERT INTO board_forecasts (workspace_id, board_id, day, n, kind, items, by, window_days, sample, p50, p70, p85, p95, due, at, scored_at, outcome)
     SELECT $1, $2, $3::date - 20, r.n, r.kind, r.items, r.by, 120, 20, 1, 2, r.p85, 40, $3::date + r.due, now(), now(), r.outcome
       FROM (VALUES (1, 'doneBy'::board_forecast_kind, 5, NULL::date, 18, 2, 21), (2, 'doneBy', 6, NULL, 18, 2, 18), (3, 'delivered', NULL, $3::date + 3, 4, 3, 2),
                    (4, 'delivered', NULL, $3::date - 1, 4, -1, 2), (5, 'doneBy', 7, NULL, 30, 6, NULL)) r (n, kind, items, by, p85, due, outcome)`,
    [ids.workspace_id, ids.id, monday],
  );
  const cards = await board.cards('Doing', 2);
  for (const card of cards)
    await member.put(`${board.path}/cards/${card}/block`, { reason: 'Waiting for Legal' });
  api.clock.pass({ days: 8 });
  const { forecasts, suggestion } = await digest(board);
  expect(forecasts).toMatchObject({ scored: 4, missedTotal: 3 });
  expect(forecasts.missed.map(({ kind, items, said, outcome }) => [kind, items, said, outcome])).toEqual([
    ['delivered', null, 4, 2],
    ['doneBy', 5, nextDay(monday, -2), nextDay(monday, 1)],
    ['doneBy', 7, nextDay(monday, 10), null],
  ]);
  expect(suggestion).toMatchObject({
    code: 'blocked',
    text: expect.stringContaining('Waiting for Legal'),
    evidence: expect.stringContaining('2 cards'),
  });
});

test.each([
  ['2099-W01', 'inFuture'],
  ['2026-W54', 'week'],
  ['2025-W53', 'week'],
  ['2026-48', 'week'],
])('refuses the week %s', async (week, code) => {
  const board = await aBoard().make();
  const { status, body } = await member.get(`${board.path}/digest?week=${week}`);
  expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ path: 'week', code }] } });
});
