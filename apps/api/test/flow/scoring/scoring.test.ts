import { expect, test } from '@jest/globals';
import type { BoardForecast } from '@weir/contract';
import { addDays, daysBetween } from '@weir/domain';
import { decline, displacing, toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { deliver, timeZone, today } from '../delivering.js';
import { aHistory, missedOf, sweep } from './scored-board.js';
import { idsOf } from './stored-forecasts.js';

const api = theApi();
const { manager, member, requester, viewer } = api.people;

type Row = {
  kind: string;
  n: number;
  scored: boolean;
  outcome: number | null;
  void: string | null;
  [name: string]: unknown;
};

const rowsOf = async (board: BoardUnderTest): Promise<Row[]> => {
  await api.service('ShownForecasts').settled();
  const { rows } = await api.pool.query(
    `SELECT f.day::text, f.n, f.kind, f.items, f.by::text, f.window_days, f.p50, f.p70, f.p85, f.p95, f.percent, f.baseline,
            f.due::text, f.scored_at IS NOT NULL AS scored, f.outcome, f.void
       FROM board_forecasts f JOIN boards b ON b.workspace_id = f.workspace_id AND b.id = f.board_id
      WHERE b.key = $1 ORDER BY f.day, f.kind, f.window_days DESC, f.n`,
    [board.key],
  );
  return rows;
};
const scoresOf = async (board: BoardUnderTest) =>
  (await rowsOf(board)).map(({ kind, scored, outcome, void: why }) => [kind, scored, outcome, why]);
const ask = async (board: BoardUnderTest, query: string) =>
  (await viewer.get<BoardForecast>(`${board.path}/flow/forecast?${query}`)).body;

test('stores each shown forecast once a day, and scores it once when its last day is over', async () => {
  const board = await aHistory();
  const day = today();
  const by = addDays(day, 4);
  const answer = await ask(board, `items=5&by=${by}`);
  await ask(board, `items=5&by=${by}`);
  await viewer.get(`/v1/workspaces/demo/flow/forecast?boards=${board.key}:5&by=${by}`);
  const { p50, p70, p85, p95 } = answer.doneBy as Record<string, string>;
  const after = (promised: string | undefined) => daysBetween(day, promised as string);
  const common = { day, window_days: 120, scored: false, outcome: null, void: null };
  expect(await rowsOf(board)).toMatchObject([
    {
      ...common,
      kind: 'doneBy',
      items: 5,
      by: null,
      p50: after(p50),
      p70: after(p70),
      p85: after(p85),
      p95: after(p95),
      due: p95,
    },
    { ...common, kind: 'delivered', items: null, by, ...answer.delivered, due: by },
    // The last ten days repeat themselves: 2, 1, 0 and 3 cards.
    {
      ...common,
      kind: 'chance',
      items: 5,
      by,
      percent: (answer.chance as { percent: number }).percent,
      baseline: 1,
      due: by,
    },
  ]);
  await ask(board, 'items=5&window=14');
  expect(await rowsOf(board)).toHaveLength(4);

  // Today does not count. Five cards are there after three days, and a sixth within the four.
  await deliver(board, 3, 2, 1, 2, 1);
  await sweep();
  expect((await scoresOf(board)).slice(2)).toEqual([
    ['delivered', true, 6, null],
    ['chance', true, 1, null],
  ]);
  api.clock.pass({ days: after(p95) });
  await sweep();
  expect(await scoresOf(board)).toEqual([
    ['doneBy', true, 3, null],
    ['doneBy', true, 3, null],
    ['delivered', true, 6, null],
    ['chance', true, 1, null],
  ]);

  // What happens to the cards later changes nothing.
  const done = await board.order('Done');
  await member.moveCard(board, done.at(-1) as number, { column: 'Doing' });
  await sweep();
  expect((await scoresOf(board)).map(([, , outcome]) => outcome)).toEqual([3, 3, 6, 1]);
});

test('counts each card at its last delivery, and no card that was imported without dates', async () => {
  const board = await aHistory();
  const by = addDays(today(), 3);
  await ask(board, `items=3&by=${by}`);
  api.clock.pass({ days: 1 });
  const [reopened, undated] = await board.cards('Done', 3);
  await member.moveCard(board, reopened, { column: 'Doing' });
  await api.service('FollowService').sweep();
  await api.pool.query(
    `UPDATE flow_cards c SET fault = 'noDates' FROM boards b WHERE b.id = c.board_id AND b.key = $1 AND c.card = $2`,
    [board.key, undated],
  );
  api.clock.pass({ days: 4 });
  // It is delivered again after the days that were asked about.
  await member.moveCard(board, reopened, { column: 'Done' });
  api.clock.pass({ days: 20 });
  await sweep();
  expect(await scoresOf(board)).toEqual([
    ['doneBy', true, null, null],
    ['delivered', true, 1, null],
    ['chance', true, 0, null],
  ]);
});

test('stores no unknown forecast, and a board keeps 100 forecasts a day, even if many calls and SQL statements store them at once', async () => {
  const empty = await aBoard().intake({ timeZone }).make();
  await ask(empty, `items=5&by=${addDays(today(), 9)}`);
  expect(await rowsOf(empty)).toEqual([]);

  const board = await aHistory();
  const items = Array.from({ length: 60 }, (_, at) => at + 1);
  const { workspace, id } = await idsOf(api.pool, board);
  const due = addDays(today(), 4);
  const promised = { kind: 'doneBy', windowDays: 120, sample: 14, p50: 1, p70: 2, p85: 3, p95: 4, due };
  await Promise.all([
    ...items.map((each) => ask(board, `items=${each}`)),
    ...items.map((each) =>
      api.pool.query('SELECT weir.store_board_forecasts($1, $2, $3, $4, $5)', [
        workspace,
        id,
        today(),
        JSON.stringify([{ ...promised, items: each + 60 }]),
        api.clock.now(),
      ]),
    ),
  ]);
  const numbers = (await rowsOf(board)).map(({ n }) => n);
  expect(numbers.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 100 }, (_, at) => at + 1),
  );
  const more = `INSERT INTO board_forecasts SELECT (jsonb_populate_record(f, '{"n": 101, "items": 999}')).* FROM board_forecasts f WHERE board_id = $1 AND n = 1`;
  await expect(api.pool.query(more, [id])).rejects.toThrow('board_forecasts_of_a_day');
  const again = `INSERT INTO board_forecasts SELECT (jsonb_populate_record(f, '{"n": 1}')).* FROM board_forecasts f WHERE board_id = $1 AND n = 2`;
  await expect(api.pool.query(again, [id])).rejects.toThrow('duplicate key');
});

test('a forecast that cannot be stored is still answered, and stored the next time', async () => {
  const board = await aHistory();
  await api.pool.query('ALTER FUNCTION weir.store_board_forecasts RENAME TO store_elsewhere');
  const first = await ask(board, 'items=5');
  await api.service('ShownForecasts').settled();
  await api.pool.query('ALTER FUNCTION weir.store_elsewhere RENAME TO store_board_forecasts');
  expect(first.doneBy).toMatchObject({ p50: expect.any(String) });
  expect(await rowsOf(board)).toEqual([]);
  await ask(board, 'items=5');
  expect(await rowsOf(board)).toHaveLength(1);
});

test('the job looks at a board only when the last day of a forecast is over there', async () => {
  const board = await aHistory();
  await ask(board, `by=${addDays(today(), 3)}`);
  await api.service('ShownForecasts').settled();
  const isDue = async (at: string) =>
    (
      await api.pool.query(
        `SELECT count(*)::int AS boards FROM weir.boards_to_score(($1::date + $2::time) AT TIME ZONE $3, 500) t
           JOIN boards b ON b.id = t.board_id WHERE b.key = $4`,
        [addDays(today(), 3), at, timeZone, board.key],
      )
    ).rows[0].boards;
  expect([await isDue('23:59'), await isDue('24:00')]).toEqual([0, 1]);
});

test('sweeps that race score each forecast exactly once', async () => {
  const board = await aHistory();
  for (const items of Array.from({ length: 12 }, (_, at) => at + 1)) await ask(board, `items=${items}`);
  await api.service('ShownForecasts').settled();
  await board.ask('A request');
  await api.pool.query(`
    CREATE TABLE public.scored_rows (row_of text);
    CREATE FUNCTION public.count_score() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO public.scored_rows VALUES (concat_ws('/', NEW.board_id, NEW.day, to_jsonb(NEW) ->> 'n')); RETURN NEW; END $$;
    CREATE TRIGGER count_score AFTER UPDATE ON board_forecasts FOR EACH ROW EXECUTE FUNCTION public.count_score();
    CREATE TRIGGER count_score AFTER UPDATE ON given_forecasts FOR EACH ROW EXECUTE FUNCTION public.count_score();`);
  api.clock.pass({ days: 25 });
  await Promise.all([sweep(), sweep(), sweep(), sweep()]);
  const { rows } = await api.pool.query(
    'SELECT count(*)::int AS updates, count(DISTINCT row_of)::int AS rows FROM public.scored_rows WHERE row_of LIKE (SELECT id::text FROM boards WHERE key = $1) || $2',
    [board.key, '%'],
  );
  expect(rows).toEqual([{ updates: 13, rows: 13 }]);
  await api.pool.query(
    'DROP TRIGGER count_score ON board_forecasts; DROP TRIGGER count_score ON given_forecasts; DROP FUNCTION count_score; DROP TABLE scored_rows',
  );
});

test('a request’s forecast is scored by the day of its delivery, or void with the reason', async () => {
  const board = await aHistory();
  const cards = new Map<string, number>();
  const titles =
    'delivered late withdrawn declined waiting acceptedLater archived deleted displaced trading'.split(' ');
  for (const title of titles) await board.ask(title);
  const number = (title: string) => titles.indexOf(title) + 1;
  const accept = async (title: string, column = 'Doing') => {
    const { body } = await manager.answer(board, number(title), { kind: 'accept', column });
    cards.set(title, body.card?.number as number);
  };
  for (const title of ['delivered', 'late', 'archived', 'deleted', 'displaced']) await accept(title);
  await requester.delete(`${board.path}/requests/${number('withdrawn')}`);
  await manager.answer(board, number('declined'), decline);
  const first = today();
  api.clock.pass({ days: 1 });
  const delivery = today();
  await accept('acceptedLater');
  const traded = await manager.answer(board, number('trading'), {
    kind: 'trade',
    displaces: cards.get('displaced'),
    ...displacing,
  });
  expect(traded.status).toBe(200);
  const card = (title: string) => cards.get(title) as number;
  await member.moveCard(board, card('delivered'), { column: 'Done' });
  await member.archive(board, card('archived'), { toRequester });
  await member.archive(board, card('deleted'), { toRequester });
  expect((await manager.delete(`${board.path}/cards/${card('deleted')}`)).status).toBe(204);
  api.clock.pass({ days: 25 });
  await member.moveCard(board, card('late'), { column: 'Done' });
  await sweep();
  const { rows } = await api.pool.query(
    `SELECT r.title, g.outcome::text, g.void, g.scored_at IS NOT NULL AS scored
       FROM given_forecasts g JOIN requests r ON r.board_id = g.board_id AND r.id = g.request_id JOIN boards b ON b.id = g.board_id
      WHERE b.key = $1 AND g.day = $2 ORDER BY r.number`,
    [board.key, first],
  );
  const found = new Map(rows.map(({ title, scored, outcome, void: why }) => [title, [scored, outcome, why]]));
  expect(Object.fromEntries(found)).toEqual({
    delivered: [true, delivery, null],
    late: [true, null, null],
    withdrawn: [true, null, 'withdrawn'],
    declined: [true, null, 'notAccepted'],
    waiting: [true, null, 'notAccepted'],
    acceptedLater: [true, null, 'acceptedLater'],
    archived: [true, null, 'archived'],
    deleted: [true, null, 'deleted'],
    displaced: [true, null, 'displaced'],
    trading: [true, null, 'acceptedLater'],
  });
  const missed = await missedOf(`${board.path}/flow/calibration/missed`, 'request');
  expect(missed.filter(({ day }) => day === first)).toEqual([
    expect.objectContaining({ board: board.key, request: number('late'), outcome: null }),
  ]);
});

test('forecasts of a board that is archived before they end are void, and old scores are deleted', async () => {
  const board = await aHistory();
  await ask(board, 'items=5');
  await rowsOf(board);
  await manager.patch(board.path, { archived: true });
  api.clock.pass({ days: 25 });
  await sweep();
  expect(await scoresOf(board)).toEqual([['doneBy', true, null, 'boardArchived']]);
  api.clock.pass({ days: 399 });
  await api.service('PruningService').prune();
  expect(await rowsOf(board)).toHaveLength(1);
  api.clock.pass({ days: 2 });
  await api.service('PruningService').prune();
  expect(await rowsOf(board)).toEqual([]);
});
