import { expect, test } from '@jest/globals';
import { BoardsForecast, Calibration, CardForecast, MissedForecasts, RequesterBoard } from '@weir/contract';
import { addDays, daysBetween, todayIn } from '@weir/domain';
import { displacing } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { aToken } from '../../workspaces/tokens/support.js';
import { idsOf } from './stored-forecasts.js';

const api = theApi();
const { manager, member, owner, requester, secondRequester, viewer } = api.people;
const W = '/v1/workspaces/demo';
const intake = { depth: 2, openPerRequester: 2, timeZone: 'Pacific/Auckland' };
const today = () => todayIn(api.clock.now(), intake.timeZone);
const sweep = async () => {
  await api.service('ShownForecasts').settled();
  await api.service('ScoringService').sweep();
};

async function deliver(board: BoardUnderTest, ...aDay: number[]) {
  for (const delivered of aDay) {
    await board.cards('Done', delivered);
    api.clock.pass({ days: 1 });
  }
}
async function aHistory() {
  const board = await aBoard().intake(intake).make();
  await deliver(board, 2, 1, 0, 3, 1, 2, 0, 1, 2, 2);
  return board;
}
const rowsOf = async (board: BoardUnderTest, kind: 'card' | 'door') => {
  await api.service('ShownForecasts').settled();
  const { rows } = await api.pool.query(
    `SELECT f.day::text, f.n, f.card, f.items, f.p50, f.p70, f.p85, f.p95, f.due::text, f.scored_at IS NOT NULL AS scored, f.outcome, f.void
       FROM board_forecasts f JOIN boards b ON b.id = f.board_id WHERE b.key = $1 AND f.kind = $2 ORDER BY f.day, f.card, f.items`,
    [board.key, kind],
  );
  return rows;
};
const jointOf = async (boards: readonly BoardUnderTest[]) => {
  await api.service('ShownForecasts').settled();
  const { rows } = await api.pool.query(
    `SELECT f.kind, f.items, f.p50, f.p70, f.p85, f.p95, f.by::text, f.percent, f.baseline, f.due::text, f.scored_at IS NOT NULL AS scored,
            f.outcome, f.void
       FROM joint_forecasts f
      WHERE f.board_ids @> (SELECT array_agg(b.id) FROM boards b WHERE b.key = ANY ($1)) ORDER BY f.day, f.kind, f.n`,
    [boards.map(({ key }) => key)],
  );
  return rows;
};
const calibrationOf = async (path: string, by: { get: typeof viewer.get } = viewer) =>
  Calibration.parse((await by.get(path)).body);
const missedOf = async (path: string, kind: string) =>
  MissedForecasts.parse((await viewer.get(path)).body).forecasts.filter((each) => each.kind === kind);

test('a card’s forecast is stored once for a day and place, and scored by the day of its delivery', async () => {
  const board = await aHistory();
  const [onTime, late, archived, deleted, displaced] = await board.cards('Doing', 5);
  const day = today();
  const read = async (number: number) =>
    CardForecast.parse((await viewer.get(`${board.path}/cards/${number}/forecast`)).body);
  const shown = await read(onTime);
  for (const number of [onTime, late, archived, deleted, displaced]) await read(number);
  const rows = await rowsOf(board, 'card');
  const { p50, p85 } = shown.inPlace as { p50: string; p85: string };
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatchObject({
    ...{ day, n: 201, card: onTime, items: 1, p70: null, p95: null, due: p85, scored: false },
    ...{ p50: daysBetween(day, p50), p85: daysBetween(day, p85) },
  });

  await board.ask('A trade');
  const trade = { kind: 'trade', displaces: displaced, ...displacing };
  expect((await manager.answer(board, 1, trade)).status).toBe(200);
  await member.moveCard(board, onTime, { column: 'Done' });
  await member.archive(board, archived);
  await member.archive(board, deleted);
  expect((await manager.delete(`${board.path}/cards/${deleted}`)).status).toBe(204);
  api.clock.pass({ days: 25 });
  await member.moveCard(board, late, { column: 'Done' });
  await sweep();
  const outcomes = (await rowsOf(board, 'card')).map((row) => [row.card, row.scored, row.outcome, row.void]);
  expect(outcomes).toEqual([
    [onTime, true, 0, null],
    [late, true, null, null],
    [archived, true, null, 'archived'],
    [deleted, true, null, 'deleted'],
    [displaced, true, null, 'displaced'],
  ]);

  const found = await calibrationOf(`${board.path}/flow/calibration`);
  expect(found.cards.p85).toMatchObject({ forecasts: 2, held: 1 });
  expect(found.void).toMatchObject({ archived: 1, deleted: 1, displaced: 1 });
  expect(await missedOf(`${board.path}/flow/calibration/missed`, 'card')).toEqual([
    expect.objectContaining({ board: board.key, card: late, day, outcome: null }),
  ]);
});

test('ten scored forecasts of cards make their record', async () => {
  const board = await aHistory();
  const [card] = await board.cards('Doing', 1);
  const { workspace, id } = await idsOf(api.pool, board);
  await api.pool.query(
    `INSERT INTO board_forecasts (workspace_id, board_id, day, n, kind, card, items, window_days, sample, p50, p85, due, at, scored_at, outcome)
     SELECT $1, $2, d, 201, 'card', 1, 1, 120, 20, 2, 4, d + 4, now(), now(), CASE WHEN x <= 9 THEN 3 END
       FROM generate_series(1, 12) x, LATERAL (SELECT $3::date - 10 * x AS d) days`,
    [workspace, id, today()],
  );
  const { body } = await viewer.get(`${board.path}/cards/${card}/forecast`);
  const { record } = CardForecast.parse(body);
  expect(record).toMatchObject({ source: 'forecasts', forecasts: 12, held: 9, warning: null });
});

test('the forecast of several boards together is stored, scored by the last of them, and carries its record', async () => {
  const [one, other, apart] = [await aHistory(), await aHistory(), await aHistory()];
  const day = today();
  const by = addDays(day, 4);
  const ask = async (...boards: [BoardUnderTest, number][]) => {
    const asked = boards.map(([{ key }, items]) => `${key}:${items}`).join(',');
    return BoardsForecast.parse((await viewer.get(`${W}/flow/forecast?boards=${asked}&by=${by}`)).body);
  };
  const shown = await ask([one, 2], [other, 3]);
  // The same question in another order; and a single board is none of several.
  await ask([other, 3], [one, 2]);
  await ask([one, 2]);
  expect(shown.record).toEqual({
    unknown: expect.stringMatching(/^How often forecasts of these boards together/),
  });
  const [chance, doneBy, ...rest] = (await jointOf([one, other])).toSorted((a, b) =>
    a.kind < b.kind ? -1 : 1,
  );
  const { p50, p70, p85, p95 } = shown.doneBy as Record<string, string>;
  const after = (promised: string | undefined) => daysBetween(day, promised as string);
  expect(rest).toEqual([]);
  expect(doneBy).toMatchObject({
    ...{ kind: 'doneBy', p50: after(p50), p70: after(p70), p85: after(p85), p95: after(p95), due: p95 },
    scored: false,
  });
  const { percent } = shown.chance as { percent: number };
  expect(chance).toMatchObject({ kind: 'chance', by, due: by, percent, baseline: 1, scored: false });

  // Today does not count. The first board is done after a day, the other one only after three.
  api.clock.pass({ days: 1 });
  await one.cards('Done', 2);
  await other.cards('Done', 2);
  api.clock.pass({ days: 2 });
  await other.cards('Done', 1);
  api.clock.pass({ days: after(p95) });
  await Promise.all([sweep(), sweep()]);
  const scored = (await jointOf([one, other])).map((row) => [row.kind, row.scored, row.outcome, row.void]);
  expect(scored.toSorted()).toEqual([
    ['chance', true, 1, null],
    ['doneBy', true, 3, null],
  ]);

  // Only those who read all of the boards learn of it.
  const both = await calibrationOf(`${W}/flow/calibration?boards=${one.key},${other.key}`);
  expect(both.together.p95).toMatchObject({ forecasts: 1, held: 1 });
  expect(
    (await calibrationOf(`${W}/flow/calibration?boards=${one.key},${apart.key}`)).together.p95.forecasts,
  ).toBe(0);
  const { caller } = await aToken(api, manager, { boards: [one.key], scopes: ['read'] });
  expect((await calibrationOf(`${W}/flow/calibration`, caller)).together.p95.forecasts).toBe(0);

  const { workspace } = await idsOf(api.pool, one);
  await api.pool.query(
    `INSERT INTO joint_forecasts (workspace_id, day, n, kind, board_ids, items, days, window_days, p50, p70, p85, p95, due, at, scored_at, outcome)
     SELECT f.workspace_id, d, 100, f.kind, f.board_ids, f.items, ARRAY[d, d], f.window_days, 2, 3, 4, 6, d + 6, f.at, f.at,
            CASE WHEN x > 3 THEN 4 END
       FROM joint_forecasts f, generate_series(1, 12) x, LATERAL (SELECT $2::date - 10 * x AS d) days
      WHERE f.workspace_id = $1 AND f.kind = 'doneBy' AND f.board_ids @> (SELECT array_agg(b.id) FROM boards b WHERE b.key = ANY ($3))`,
    [workspace, day, [one.key, other.key]],
  );
  const path = `${W}/flow/forecast?boards=${one.key}:2,${other.key}:3`;
  const { record } = BoardsForecast.parse((await owner.get(path)).body);
  expect(record).toMatchObject({ source: 'forecasts', forecasts: 13, held: 10 });
  const ofBoth = `${W}/flow/calibration/missed?boards=${one.key},${other.key}&from=${addDays(day, -200)}`;
  const joint = await missedOf(ofBoth, 'together');
  expect(joint).toHaveLength(3);
  expect(joint[0]).toMatchObject({
    boards: [{ key: one.key }, { key: other.key }].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  });
});

test('the forecast at the door and in a refusal is stored once a day, and scored by the last card that was ahead', async () => {
  const board = await aHistory();
  const day = today();
  await board.cards('Doing', 1);
  const atDoor = async () => RequesterBoard.parse((await requester.get(`${board.path}/intake/door`)).body);
  const { forecast } = await atDoor();
  await atDoor();
  await board.ask('One');
  await board.ask('Two');
  for (let times = 0; times < 3; times += 1) {
    expect((await secondRequester.submit(board, { title: 'Three' })).status).toBe(429);
  }
  const { p50, p85 } = forecast as { p50: string; p85: string };
  const [first, refused, ...rest] = await rowsOf(board, 'door');
  expect(rest).toEqual([]);
  expect(first).toMatchObject({
    ...{
      day,
      n: 101,
      items: 2,
      p50: daysBetween(day, p50),
      p85: daysBetween(day, p85),
      due: p85,
      card: null,
    },
  });
  // Behind the card and the two requests.
  expect(refused).toMatchObject({ items: 4, n: 102 });

  api.clock.pass({ days: 1 });
  await board.cards('Done', 3);
  api.clock.pass({ days: 20 });
  await sweep();
  expect((await rowsOf(board, 'door')).map((row) => [row.scored, row.outcome])).toEqual([
    [true, 1],
    [true, null],
  ]);
  const found = await calibrationOf(`${board.path}/flow/calibration`);
  expect(found.door.p85).toMatchObject({ forecasts: 2, held: 1 });
  expect(await missedOf(`${board.path}/flow/calibration/missed`, 'door')).toEqual([
    expect.objectContaining({ board: board.key, items: 4, outcome: null }),
  ]);
});

test('of more than 100 forecasts a day those with the lowest lots stay, whichever was shown first', async () => {
  const board = await aHistory();
  const { workspace, id } = await idsOf(api.pool, board);
  const day = today();
  const promised = { windowDays: 120, sample: 14, p50: 1, p85: 3, due: addDays(day, 3) };
  const cards = Array.from({ length: 150 }, (_, at) => ({
    ...promised,
    kind: 'card',
    card: at + 1,
    items: 1,
  }));
  const doors = Array.from({ length: 3 }, (_, at) => ({
    ...promised,
    kind: 'door',
    card: null,
    items: at + 1,
  }));
  const kept = async (all: readonly object[]) => {
    await api.pool.query('DELETE FROM board_forecasts WHERE board_id = $1', [id]);
    const values = [workspace, id, day, JSON.stringify(all), api.clock.now()];
    await api.pool.query('SELECT weir.store_board_forecasts($1, $2, $3, $4, $5)', values);
    return (await rowsOf(board, 'card')).map(({ card }) => card);
  };
  const first = await kept([...cards, ...doors]);
  expect(first).toHaveLength(100);
  expect(first.some((card) => card > 100)).toBe(true);
  // The door has numbers of its own.
  expect(await rowsOf(board, 'door')).toHaveLength(3);
  expect(await kept(cards.toReversed())).toEqual(first);
  const more = `INSERT INTO board_forecasts SELECT (jsonb_populate_record(f, '{"n": 5, "card": 999}')).* FROM board_forecasts f WHERE board_id = $1 AND n = 201`;
  await expect(api.pool.query(more, [id])).rejects.toThrow('board_forecasts_of_a_day');
});

test('a forecast of boards of which one was archived meanwhile is void', async () => {
  const boards = [await aHistory(), await aHistory()];
  const [one, other] = boards as [BoardUnderTest, BoardUnderTest];
  await viewer.get(`${W}/flow/forecast?boards=${one.key}:2,${other.key}:3`);
  await jointOf(boards);
  await manager.patch(other.path, { archived: true });
  api.clock.pass({ days: 30 });
  await sweep();
  expect(await jointOf(boards)).toMatchObject([{ scored: true, outcome: null, void: 'boardArchived' }]);
  api.clock.pass({ days: 401 });
  await api.service('PruningService').prune();
  expect(await jointOf(boards)).toEqual([]);
});

test('a workspace keeps 100 forecasts of several boards a day, also of statements at once', async () => {
  const boards = [await aBoard().make(), await aBoard().make()];
  const ids = await Promise.all(boards.map((board) => idsOf(api.pool, board)));
  const { workspace } = ids[0] as { workspace: string };
  const [day, due] = ['2031-01-01', '2031-01-09'];
  const promised = { day, kind: 'doneBy', days: [day, day], windowDays: 120, p50: 2, p85: 8, due };
  const boardIds = ids.map(({ id }) => id).toSorted();
  const asked = Array.from({ length: 120 }, (_, at) => ({ ...promised, boardIds, items: [at + 1, 1] }));
  const store = (all: readonly object[]) =>
    api.pool.query('SELECT weir.store_joint_forecasts($1, $2, $3)', [workspace, JSON.stringify(all), day]);
  const kept = async () =>
    (
      await api.pool.query<{ n: number; items: number[] }>(
        'SELECT n, items FROM joint_forecasts WHERE workspace_id = $1 AND day = $2 ORDER BY n',
        [workspace, day],
      )
    ).rows;
  await Promise.all(Array.from({ length: 24 }, (_, at) => store(asked.slice(at * 5, at * 5 + 5))));
  const first = await kept();
  expect(first.map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  const itemsOf = (rows: typeof first) =>
    rows.map(({ items }) => items[0] as number).toSorted((a, b) => a - b);
  await api.pool.query('DELETE FROM joint_forecasts WHERE workspace_id = $1 AND day = $2', [workspace, day]);
  await store(asked.toReversed());
  expect(itemsOf(await kept())).toEqual(itemsOf(first));
  const again = `INSERT INTO joint_forecasts SELECT (jsonb_populate_record(f, '{"n": 101, "items": [999, 1]}')).* FROM joint_forecasts f WHERE day = $1 AND n = 1`;
  await expect(api.pool.query(again, [day])).rejects.toThrow('joint_forecasts_of_a_day');
});
