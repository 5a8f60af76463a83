import { expect, test } from '@jest/globals';
import { BoardsForecast } from '@weir/contract';
import { addDays, daysBetween } from '@weir/domain';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { aToken } from '../../workspaces/tokens/support.js';
import { today } from '../delivering.js';
import { aHistory, calibrationOf, missedOf, sweep } from './scored-board.js';
import { idsOf } from './stored-forecasts.js';

const api = theApi();
const { manager, owner, viewer } = api.people;
const W = '/v1/workspaces/demo';

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

test('a forecast of several boards together is stored, scored when the last board is done, and carries its record', async () => {
  const [one, other, apart] = [await aHistory(), await aHistory(), await aHistory()];
  const day = today();
  const by = addDays(day, 4);
  const ask = async (...boards: [BoardUnderTest, number][]) => {
    const asked = boards.map(([{ key }, items]) => `${key}:${items}`).join(',');
    return BoardsForecast.parse((await viewer.get(`${W}/flow/forecast?boards=${asked}&by=${by}`)).body);
  };
  const shown = await ask([one, 2], [other, 3]);
  // The same question in another order is not stored again, and a question about one board is not stored here.
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

  // Today does not count. The first board is done after one day, the other one after three.
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

  // Callers who cannot read all of the boards get no score.
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

test('a forecast of several boards is void if one of them is archived before it ends', async () => {
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

test('a workspace keeps 100 forecasts of several boards a day, even if many statements store them at once', async () => {
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
