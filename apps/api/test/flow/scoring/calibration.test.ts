import { expect, test } from '@jest/globals';
import { Backtest, BoardForecast, Calibration, MissedForecasts, RequestForecastRecord } from '@weir/contract';
import { addDays, backtest, daysBetween, todayIn } from '@weir/domain';
import { simulationSeed } from '../../../src/flow/throughput.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { counted, idsOf, type Row, someRows, store } from './stored-forecasts.js';

const api = theApi();
const { member, requester, viewer } = api.people;
const W = '/v1/workspaces/demo';

const today = () => todayIn(api.clock.now(), 'UTC');
test('calibration counts what was said at each certainty, of one board, of several and with one window', async () => {
  const [one, other] = [await aBoard().make(), await aBoard().make()];
  const [mine, others] = [someRows(today(), 7), someRows(today(), 11)];
  await store(api.pool, one, mine);
  await store(api.pool, other, others);
  const expected = (...boards: Row[][]) =>
    Object.fromEntries(
      (['doneBy', 'delivered'] as const).map((kind) => [
        kind,
        Object.fromEntries(
          ['p50', 'p70', 'p85', 'p95'].flatMap((level, at) =>
            kind === 'delivered' && level === 'p95' ? [] : [[level, counted(boards, kind, at)]],
          ),
        ),
      ]),
    );
  const read = async (path: string) => Calibration.parse((await viewer.get(path)).body);
  const alone = await read(`${one.path}/flow/calibration`);
  expect(alone).toMatchObject({ ...expected(mine), boards: [one.key], window: null, today: today() });
  // At least no card says nothing.
  expect(alone.delivered.p95).toMatchObject({ forecasts: 0, share: null, low: 0, high: 1 });
  expect(alone.requests.p85.forecasts).toBe(0);
  expect(alone.pending).toBe(mine.filter(({ scored }) => !scored).length);
  expect(alone.void.boardArchived).toBe(mine.filter((row) => row.void !== null).length);

  const chances = mine.filter((row) => row.kind === 'chance' && row.scored && row.void === null);
  const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const score = mean(
    chances.map(({ percent, outcome }) => ((percent as number) / 100 - (outcome as number)) ** 2),
  );
  const baseline = mean(chances.map((row) => (row.baseline === row.outcome ? 0 : 1)));
  const found = alone.chances!;
  expect(found).toMatchObject({
    forecasts: chances.length,
    score: expect.closeTo(score, 9),
    baseline: expect.closeTo(baseline, 9),
    skill: expect.closeTo(1 - score / baseline, 9),
  });
  expect(found.reliability - found.resolution + found.uncertainty).toBeCloseTo(score, 9);
  expect(found.said.reduce((sum, { forecasts }) => sum + forecasts, 0)).toBe(chances.length);

  const both = await read(`${W}/flow/calibration?boards=${one.key},${other.key}`);
  expect(both).toMatchObject({ ...expected(mine, others), boards: [one.key, other.key] });
  const short = await read(`${one.path}/flow/calibration?window=30`);
  expect(short).toMatchObject({ ...expected(mine.filter(({ window }) => window === 30)), window: 30 });
  const to = addDays(today(), -45);
  const early = await read(`${one.path}/flow/calibration?to=${to}`);
  expect(early).toMatchObject(expected(mine.filter(({ due }) => due <= to)));
});

test('lists the forecasts that missed as they were promised, as many as calibration counts', async () => {
  const [one, other] = [await aBoard().make(), await aBoard().make()];
  const rows = someRows(today(), 3);
  await store(api.pool, one, rows);
  await store(api.pool, other, someRows(today(), 13));
  const read = async (path: string) => MissedForecasts.parse((await viewer.get(path)).body);
  const found = await read(`${one.path}/flow/calibration/missed`);
  const isMissed = ({ kind, levels: [, , p85 = 0], percent, outcome, scored, ...row }: Row) => {
    if (!scored || row.void !== null) return false;
    if (kind === 'chance') return outcome === 1 ? percent! <= 15 : percent! >= 85;
    return p85 > 0 && (kind === 'doneBy' ? outcome === null || outcome > p85 : outcome! < p85);
  };
  const expected = rows.filter(isMissed).map(({ kind, day, due, window, levels, percent, outcome }) => ({
    ...{ kind, board: one.key, day, due, window },
    ...(kind === 'doneBy' && {
      promised: addDays(day, levels[2] as number),
      outcome: outcome === null ? null : addDays(day, outcome),
    }),
    ...(kind === 'delivered' && { promised: levels[2], outcome }),
    ...(kind === 'chance' && { percent, happened: outcome === 1 }),
  }));
  const inOrder = <T extends object>(all: T[]) => all.map((each) => JSON.stringify(each)).toSorted();
  const listed = found.forecasts.map((forecast) => {
    const { items: _, ...rest } = { items: null, ...forecast };
    return Object.fromEntries(
      Object.keys(expected.find(({ kind }) => kind === forecast.kind)!).map((name) => [
        name,
        rest[name as keyof typeof rest],
      ]),
    );
  });
  expect(inOrder(listed)).toEqual(inOrder(expected));
  expect(found.missed).toBe(expected.length);
  const dues = found.forecasts.map(({ due }) => due);
  expect(dues).toEqual(dues.toSorted().reverse());

  const { doneBy, delivered } = Calibration.parse((await viewer.get(`${one.path}/flow/calibration`)).body);
  const broken = [doneBy, delivered].reduce((sum, { p85 }) => sum + p85.forecasts - p85.held, 0);
  expect(found.forecasts.filter(({ kind }) => kind !== 'chance')).toHaveLength(broken);

  const short = await read(`${one.path}/flow/calibration/missed?window=30`);
  expect(short.missed).toBe(expected.filter(({ window }) => window === 30).length);
  const to = addDays(today(), -45);
  const early = await read(`${one.path}/flow/calibration/missed?to=${to}`);
  expect(early.missed).toBe(expected.filter(({ due }) => due <= to).length);
  const both = await read(`${W}/flow/calibration/missed?boards=${one.key},${other.key}`);
  expect(new Set(both.forecasts.map(({ board }) => board))).toEqual(new Set([one.key, other.key]));
});

test('requesters read how often forecasts of requests were right, with a warning beyond chance', async () => {
  const board = await aBoard().make();
  await board.ask('A database');
  const record = async () =>
    RequestForecastRecord.parse((await requester.get(`${board.path}/intake/forecast-record`)).body);
  expect(await record()).toEqual({ unknown: expect.stringMatching(/at least 50 are needed\.$/) });
  const { workspace, id } = await idsOf(api.pool, board);
  await api.pool.query(
    `INSERT INTO given_forecasts (workspace_id, board_id, request_id, day, ahead, p50, p85, sample, at, scored_at, outcome)
     SELECT $1, $2, r.id, d.day, 1, d.day + 4, d.day + 8, 20, now(), now(), CASE WHEN d.n <= 4 THEN d.day + 6 END
       FROM requests r, (SELECT n, $3::date - 12 * n AS day FROM generate_series(1, 12) n) d
      WHERE r.workspace_id = $1 AND r.board_id = $2`,
    [workspace, id, today()],
  );
  api.clock.pass({ minutes: 2 });
  expect(await record()).toMatchObject({
    source: 'forecasts',
    forecasts: 12,
    held: 4,
    warning: 'Only 4 of 12 forecasts with 85% came true. It may take longer than this one says.',
  });
});

test('a forecast carries its record, and a warning if it is wrong beyond chance', async () => {
  const board = await aBoard().make();
  for (let day = 0; day < 12; day += 1) {
    await board.cards('Done', 1);
    api.clock.pass({ days: 1 });
  }
  const forecast = async (query: string, language = 'en') =>
    BoardForecast.parse(
      (await viewer.get(`${board.path}/flow/forecast?${query}`, { 'accept-language': language })).body,
    );
  expect((await forecast('items=5')).record).toEqual({
    unknown: expect.stringMatching(
      /not known yet: no past day could be tested, and at least 50 are needed\.$/,
    ),
  });
  const row = (at: number, outcome: number): Row => ({
    kind: 'doneBy',
    day: addDays(today(), -200 + 10 * at),
    due: addDays(today(), -191 + 10 * at),
    window: 120,
    levels: [4, 5, 7, 9],
    percent: null,
    baseline: null,
    outcome,
    void: null,
    scored: true,
  });
  await store(
    api.pool,
    board,
    Array.from({ length: 12 }, (_, at) => row(at, at < 4 ? 6 : 8)),
  );
  api.clock.pass({ minutes: 2 });
  expect((await forecast('items=5')).record).toMatchObject({
    source: 'forecasts',
    forecasts: 12,
    held: 4,
    warning: expect.stringMatching(
      /^Only 4 of 12 forecasts with 85% came true: they promise too much\. .* choose a shorter window/,
    ),
  });
  expect((await forecast('items=5', 'de')).record).toMatchObject({
    warning: expect.stringMatching(/^Nur 4 von 12 Prognosen mit 85 % trafen ein: Sie versprechen zu viel\./),
  });
  // Those of numbers of cards have a record of their own.
  expect((await forecast(`by=${addDays(today(), 9)}`)).record).toMatchObject({ unknown: expect.any(String) });
  await api.pool.query(
    'UPDATE board_forecasts SET outcome = 3 WHERE scored_at IS NOT NULL AND board_id = $1',
    [(await idsOf(api.pool, board)).id],
  );
  api.clock.pass({ minutes: 2 });
  expect((await forecast('items=5')).record).toMatchObject({
    held: 12,
    warning: expect.stringMatching(
      /^The work was ahead of 12 of 12 forecasts with 50%: they promise too little\./,
    ),
  });
});

test('the backtest forecasts on each past day from what was known on it, and gives young boards their record', async () => {
  const board = await aBoard().make();
  const { workspace, id } = await idsOf(api.pool, board);
  // One read does not get to the end of so long a log.
  await api.pool.query(
    `INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
     SELECT $1, $2, 10 + n, 'board.changed', now(), '[]' FROM generate_series(1, 3000) n`,
    [workspace, id],
  );
  await api.pool.query('UPDATE board_clock SET seq = 3010 WHERE workspace_id = $1 AND board_id = $2', [
    workspace,
    id,
  ]);
  const aDay = [1, 0, 2, 1, 0];
  const first = today();
  for (let day = 0; day < 85; day += 1) {
    await board.cards('Done', aDay[day % 5] as number);
    api.clock.pass({ days: 1 });
  }
  const reopened = (await board.order('Done')).at(-1) as number;
  await member.moveCard(board, reopened, { column: 'Doing' });
  const read = async () => Backtest.parse((await viewer.get(`${board.path}/flow/backtest?window=30`)).body);
  expect((await read()).windows).toBe(0);
  const found = await read();

  const { rows } = await api.pool.query('SELECT weir.past_deliveries($1, $2, $3) AS past', [
    workspace,
    id,
    first,
  ]);
  const past = rows[0].past as { day: string; reopened: string | null; cards: number }[];
  expect(past.reduce((sum, { cards }) => sum + cards, 0)).toBe(68);
  expect(past.filter((each) => each.reopened !== null)).toEqual([
    { day: expect.any(String), reopened: today(), cards: 1 },
  ]);
  const steps = backtest({
    deliveries: past,
    from: first,
    today: today(),
    calendar: { timeZone: 'UTC', workingHours: null },
    window: 30,
    seedOf: (day) => simulationSeed(id, day),
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { windows, from, to, doneBy, delivered } = step.value;
  expect(windows).toBeGreaterThan(50);
  const held = (levels: typeof doneBy) => ({
    p50: { forecasts: levels.p50.forecasts, held: levels.p50.held, surpassed: levels.p50.surpassed },
    p85: { forecasts: levels.p85.forecasts, held: levels.p85.held, surpassed: levels.p85.surpassed },
  });
  expect(found).toMatchObject({
    today: today(),
    timeZone: 'UTC',
    window: 30,
    windows,
    from,
    to,
    scores: { doneBy: held(doneBy), delivered: held(delivered), chances: { forecasts: windows } },
  });
  expect(daysBetween(found.from!, found.to!)).toBe(windows - 1);

  const asked = await viewer.get(`${board.path}/flow/forecast?items=5&window=30`);
  expect(BoardForecast.parse(asked.body).record).toMatchObject({
    source: 'backtest',
    forecasts: doneBy.p85.forecasts,
    held: doneBy.p85.held,
  });
  const young = await aBoard().make();
  const thin = Backtest.parse((await viewer.get(`${young.path}/flow/backtest`)).body);
  expect(thin).toMatchObject({
    window: 120,
    windows: 0,
    from: null,
    scores: { unknown: expect.stringContaining('at least 50') },
  });
});

test('refuses days and windows that make no sense', async () => {
  const board = await aBoard().make();
  const errors = async (path: string) => {
    const { status, body } = await viewer.get<{ errors: { path: string; code: string }[] }>(path);
    return [status, ...body.errors.map(({ path: at, code }) => `${at} ${code}`)];
  };
  const cases: [string, string][] = [
    [`calibration?to=${addDays(today(), 1)}`, 'to inFuture'],
    [`calibration?from=${today()}&to=${addDays(today(), -1)}`, 'to beforeFrom'],
    ['calibration?from=2020-01-01', 'from tooManyDays'],
    ['calibration?window=13', 'window tooSmall'],
    ['calibration?class=expedite', 'class unknownField'],
    ['backtest?window=366', 'window tooBig'],
    ['backtest?window=all', 'window windowDays'],
  ];
  for (const [query, fault] of cases)
    expect([query, ...(await errors(`${board.path}/flow/${query}`))]).toEqual([query, 422, fault]);
  expect(await errors(`${W}/flow/calibration?boards=NONE`)).toEqual([422, 'boards absent']);
});
