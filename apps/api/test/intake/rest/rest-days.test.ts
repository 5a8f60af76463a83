import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Limit, RestStatus } from '@weir/contract';
import { dayOf, nextClockChange, nextDay } from '../../flow/figures/local-days.js';
import { anotherInstance } from '../../support/another-instance.js';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { overrideOf } from '../../support/overrides.js';
import { beginRestTest, restingBoard, restOf, restPolicy, sweep, toNextDay } from './resting-board.js';

const api = theApi();
const { manager, member } = api.people;
const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00', holidays: [] };

beforeEach(() => beginRestTest(api));

const fill = async (board: BoardUnderTest): Promise<number> => {
  const [card] = await board.cards('Doing', 1);
  await sweep(api);
  return card;
};
const drain = async (board: BoardUnderTest, card: number): Promise<void> => {
  await member.moveCard(board, card, { column: 'Done' });
  await sweep(api);
};
const daysOf = async (board: BoardUnderTest): Promise<RestStatus['days']> =>
  (await restOf(manager, board)).days;
const rowsOf = async (board: BoardUnderTest) =>
  (
    await api.pool.query(
      `SELECT d.day::text, d.kind::text, d.worked_seconds::int AS worked, d.saturated_seconds::int AS saturated
         FROM rest_days d JOIN boards b ON b.id = d.board_id WHERE b.key = $1 ORDER BY d.day`,
      [board.key],
    )
  ).rows;

describe('a day of a board', () => {
  test('has the percentage of its working time in which the board was saturated', async () => {
    const timeZone = 'America/New_York';
    const board = await restingBoard({}, { timeZone, workingHours: hours });
    const day = await toNextDay(api, timeZone);
    api.clock.pass({ hours: 12.5 });
    const card = await fill(board);
    api.clock.pass({ hours: 2 });
    await drain(board, card);
    // Saturated from 12:30 to 14:30; the working time is 9:00 to 17:00.
    await toNextDay(api, timeZone);
    expect((await daysOf(board))[0]).toEqual({
      day,
      saturatedPercent: 25,
      loadedPercent: 25,
      inFlight: 0,
      aged: 0,
      overrides: 0,
      overdue: 0,
      over: [],
      isCalm: false,
    });
  });

  test('counts its own part of a saturation that crosses midnight, in the zone of its board', async () => {
    const timeZone = 'Asia/Kolkata';
    const board = await restingBoard({ load: 25 }, { timeZone });
    const first = await toNextDay(api, timeZone, 18 * 60);
    const card = await fill(board);
    const second = await toNextDay(api, timeZone, 6 * 60);
    await drain(board, card);
    const third = await toNextDay(api, timeZone);
    await toNextDay(api, timeZone);
    const seen = (await daysOf(board)).map(({ day, saturatedPercent, over, isCalm }) => [
      ...[day, saturatedPercent, over.join(), isCalm],
    ]);
    expect(seen.slice(0, 3)).toEqual([
      [third, 0, '', true],
      [second, 25, 'load', false],
      [first, 25, 'load', false],
    ]);
  });

  test('has 23 or 25 hours where the clock changes', async () => {
    const timeZone = 'Europe/Berlin';
    const change = nextClockChange(api.clock.now().getTime(), timeZone);
    const day = dayOf(change, timeZone);
    api.clock.pass({ days: Math.floor((change - api.clock.now().getTime()) / (24 * 3_600_000)) - 1 });
    const board = await restingBoard({}, { timeZone });
    const card = await fill(board);
    for (;;) if ((await toNextDay(api, timeZone)) > day) break;
    const row = (await rowsOf(board)).find((each) => each.day === day);
    const length = new Date(change).getUTCMonth() < 6 ? 23 : 25;
    expect(row).toEqual({ day, kind: 'measured', worked: length * 3600, saturated: length * 3600 });
    await drain(board, card);
  });

  test('is measured once after its end, even if the server was down for days or two instances run', async () => {
    const board = await restingBoard();
    const card = await fill(board);
    const first = dayOf(api.clock.now().getTime(), 'UTC');
    api.clock.pass({ days: 4 });
    const other = await anotherInstance(api, {});
    const there = builtApi.serviceOf(other.app, 'SweepService');
    await Promise.all([sweep(api), there.sweep(), sweep(api)]);
    await other.close();
    await sweep(api);
    const rows = await rowsOf(board);
    expect(rows.map(({ day, kind }) => [day, kind])).toEqual([
      [nextDay(first, -1), 'notMeasured'],
      ...[0, 1, 2, 3].map((n) => [nextDay(first, n), 'measured']),
    ]);
    expect(rows.slice(2).map(({ saturated }) => saturated)).toEqual([86_400, 86_400, 86_400]);
    await drain(board, card);
  });

  test('counts cards older than expected, overrides with a reason, and answers overdue at its end', async () => {
    const board = await aBoard()
      .intake({
        ...{ gateByItself: false, answerWithinHours: 5, graceHours: 2000, remindBeforeHours: null },
        rest: { ...restPolicy, load: null, age: 60, overrides: 2, overdue: 1 },
      })
      .column('Doing', { limit: { max: 1, mode: 'reason' } })
      .make();
    await manager.patch(board.path, { serviceLevels: { standard: { percent: 85, days: 1 } } });
    await sweep(api);
    const day = await toNextDay(api, 'UTC', 60);
    await board.cards('Doing', 1);
    await toNextDay(api, 'UTC', 60);
    expect((await daysOf(board))[0]).toMatchObject({ day, inFlight: 1, aged: 0, over: [] });

    const limit = (await board.read()).limits.find(({ scope }) => scope === 'column') as Limit;
    for (const load of [1, 2]) {
      const override = overrideOf('The audit', { ...limit, load });
      expect((await manager.createCard(board, { column: 'Doing', override })).status).toBe(201);
    }
    await board.ask('One');
    await board.ask('Two');
    api.clock.pass({ hours: 10 });
    await manager.answer(board, 2, decline);
    await toNextDay(api);
    // The first card is in its second day.
    expect((await daysOf(board))[0]).toMatchObject({
      ...{ inFlight: 3, aged: 1, overrides: 2, overdue: 1 },
      over: ['overrides', 'overdue'],
    });
    await manager.answer(board, 1, decline);
    await toNextDay(api);
    expect((await daysOf(board))[0]).toMatchObject({
      ...{ inFlight: 3, aged: 3, overrides: 0, overdue: 0 },
      over: ['age'],
    });
  });

  test('counts a board that plain SQL fills, and is skipped if it is a day off or the board or its workspace is archived', async () => {
    const day = await toNextDay(api);
    const weekday = new Date(day).getUTCDay() || 7;
    const days = [1, 2, 3, 4, 5, 6, 7].filter((each) => each !== (weekday % 7) + 1);
    const board = await restingBoard({}, { workingHours: { ...hours, days } });
    await sweep(api);
    const [card] = await board.cards('Ready', 1);
    await api.pool.query(
      `UPDATE cards c SET column_id = $2 FROM boards b WHERE b.id = c.board_id AND b.key = $1`,
      [board.key, board.id('Doing')],
    );
    await sweep(api);
    for (let n = 0; n < 3; n += 1) await toNextDay(api);
    expect((await rowsOf(board)).map(({ kind }) => kind)).toEqual([
      'notMeasured',
      'measured',
      'dayOff',
      'measured',
    ]);
    expect((await daysOf(board)).map(({ saturatedPercent }) => saturatedPercent)).toEqual([
      100,
      expect.any(Number),
    ]);

    await manager.patch(board.path, { archived: true });
    for (let n = 0; n < 2; n += 1) await toNextDay(api);
    await manager.patch(board.path, { archived: false });
    await toNextDay(api);
    const kinds = (await rowsOf(board)).map(({ kind }) => kind).slice(4);
    expect(kinds).toContain('notMeasured');
    expect((await restOf(manager, board)).ofDays).toBeLessThanOrEqual(1);

    const archive = (at: Date | null) => api.pool.query('UPDATE workspaces SET archived_at = $1', [at]);
    await archive(api.clock.now());
    for (let n = 0; n < 4; n += 1) await toNextDay(api);
    await archive(null);
    await toNextDay(api);
    const passed = (await rowsOf(board)).slice(-5, -1).map(({ kind }) => kind);
    expect(passed).toEqual(Array(4).fill('notMeasured'));
    await drain(board, card);
  });
});
