import { expect, test } from '@jest/globals';
import { CardForecast, RequesterBoard } from '@weir/contract';
import { addDays, daysBetween } from '@weir/domain';
import { displacing } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import { today } from '../delivering.js';
import { aHistory, calibrationOf, missedOf, sweep } from './scored-board.js';
import { idsOf } from './stored-forecasts.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer } = api.people;

const rowsOf = async (board: BoardUnderTest, kind: 'card' | 'door') => {
  await api.service('ShownForecasts').settled();
  const { rows } = await api.pool.query(
    `SELECT f.day::text, f.n, f.card, f.items, f.p50, f.p70, f.p85, f.p95, f.due::text, f.scored_at IS NOT NULL AS scored, f.outcome, f.void
       FROM board_forecasts f JOIN boards b ON b.id = f.board_id WHERE b.key = $1 AND f.kind = $2 ORDER BY f.day, f.card, f.items`,
    [board.key, kind],
  );
  return rows;
};

test('a card’s forecast is stored once a day for each place, and scored by the day of the card’s delivery', async () => {
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

test('a card’s forecast carries a record after ten scored forecasts of cards', async () => {
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

test('the forecast at the door and in a refusal is stored once a day, and scored when the last card before it is delivered', async () => {
  const board = await aHistory({ room: 2 });
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

test('a board keeps the 100 forecasts of cards with the lowest lots each day, in whatever order they were shown', async () => {
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
  // Forecasts at the door have separate numbers.
  expect(await rowsOf(board, 'door')).toHaveLength(3);
  expect(await kept(cards.toReversed())).toEqual(first);
  const more = `INSERT INTO board_forecasts SELECT (jsonb_populate_record(f, '{"n": 5, "card": 999}')).* FROM board_forecasts f WHERE board_id = $1 AND n = 201`;
  await expect(api.pool.query(more, [id])).rejects.toThrow('board_forecasts_of_a_day');
});
