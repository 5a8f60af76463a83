import { describe, expect, test } from '@jest/globals';
import { atAPlace, type Board, type Place, refusal } from './place.js';

let place: Place;
let board: Board;
let bao: string;
atAPlace((here) => {
  ({ place, board, bao } = here);
});

// Triggers of one statement each see the rows of the others as they have become.
describe('one statement over several tables passes no limit by', () => {
  test.each(['on the board', 'across boards'])('cards and who is assigned to them, %s', async (where) => {
    const { queue, dev, id } = board;
    if (where === 'on the board') await board.limit({ scope: 'person', userId: bao, max: 1 });
    else await place.personLimit(bao, 1);
    const [held, free] = [await board.card(dev, { people: [bao] }), await board.card(dev)];
    const waiting = await board.card(queue, { people: [bao] });
    const given = `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id) VALUES ('${place.workspaceId}', '${id}', '${free}', '${bao}')`;
    // Looks as if the free card had left Bao's work while the waiting one came.
    const leaves = `WITH given AS (${given}) UPDATE cards SET column_id = CASE id WHEN '${waiting}' THEN '${dev}'::uuid ELSE '${queue}' END
                     WHERE board_id = '${id}' AND id IN ('${waiting}', '${free}')`;
    expect((await refusal(place.client.query(leaves))).code).toBe('wip-limit-reached');
    // Looks as if the waiting card had counted before it was passed on.
    const passed = `WITH moved AS (UPDATE cards SET column_id = '${dev}' WHERE id = '${waiting}')
                    UPDATE card_assignees SET card_id = '${free}' WHERE card_id = '${waiting}'`;
    expect((await refusal(place.client.query(passed))).code).toBe('wip-limit-reached');
    expect(held).toBeTruthy();
  });

  test('cards and the kind of a column', async () => {
    const { queue, dev, review, id } = board;
    await board.limit({ scope: 'board', max: 1 });
    await board.card(dev);
    const [waiting, also] = [await board.card(queue), await board.card(queue)];
    await place.rows("UPDATE columns SET kind = 'queue' WHERE id = $1", [review]);
    await board.update(`column_id = '${review}'`, [also]);
    const sql = `WITH turned AS (UPDATE columns SET kind = 'active' WHERE id = '${review}')
                 UPDATE cards SET column_id = CASE id WHEN '${waiting}' THEN '${dev}'::uuid ELSE '${queue}' END
                  WHERE board_id = '${id}' AND id IN ('${waiting}', '${also}')`;
    expect((await refusal(place.client.query(sql))).code).toBe('wip-limit-reached');
  });
});

test('what a statement writes in a subtransaction of its own is not taken for what stood before', async () => {
  const { queue, dev, review } = board;
  await board.limit({ scope: 'board', max: 1 });
  await board.card(dev);
  await place.rows("UPDATE columns SET kind = 'queue' WHERE id = $1", [review]);
  const [turned, waiting] = [await board.card(review), await board.card(queue)];
  await place.rows(
    `CREATE FUNCTION turn(_column uuid, _to uuid) RETURNS uuid LANGUAGE plpgsql AS $$
     BEGIN
       BEGIN UPDATE columns SET kind = 'active' WHERE id = _column; EXCEPTION WHEN division_by_zero THEN NULL; END;
       RETURN _to;
     END $$`,
  );
  const set = `column_id = CASE id WHEN '${turned}' THEN '${queue}'::uuid ELSE turn('${review}', '${dev}') END`;
  expect((await refusal(board.update(set, [turned, waiting]))).code).toBe('wip-limit-reached');
});

/** Deletes the row of `id` and inserts another with its key, in one statement: no foreign key feels it. */
const replaced = (table: string, id: string, facts: string) =>
  place.rows(`WITH gone AS (DELETE FROM ${table} WHERE id = '${id}' RETURNING *)
              INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(g) || ${facts})).* FROM gone g`);

describe('a row that takes the place of another in one statement', () => {
  test('a column that is active then brings its cards under all limits of what is in flight', async () => {
    const { queue, red } = board;
    await board.card(queue, { lane: red, people: [bao] });
    await board.limit({ scope: 'swimlane', swimlaneId: red, max: 0 });
    await board.limit({ scope: 'person', userId: bao, max: 0 });
    await board.limit({ scope: 'board', max: 0 });
    await place.personLimit(bao, 0);
    const active = `'{"kind": "active"}'`;
    expect((await refusal(replaced('columns', queue, active))).limits).toHaveLength(4);
    await replaced('columns', queue, `'{"name": "Ideas"}'`);
  });

  test('nor may an active column take the id of one that goes', async () => {
    const { queue, review, id } = board;
    await board.card(queue);
    await board.limit({ scope: 'board', max: 0 });
    const sql = `WITH gone AS (DELETE FROM columns WHERE id = '${queue}' RETURNING id)
                 UPDATE columns c SET id = g.id FROM gone g WHERE c.id = '${review}' AND c.board_id = '${id}'`;
    expect((await refusal(place.rows(sql))).code).toBe('wip-limit-reached');
    expect(Object.values(await board.loads())).toEqual([0]);
  });

  test('a column without halves has no card in the done one', async () => {
    const card = await board.card(board.dev, { done: true });
    await replaced('columns', board.dev, `'{"split": false}'`);
    expect(await place.rows('SELECT done FROM cards WHERE id = $1', [card])).toEqual([{ done: false }]);
  });

  test('a board that is not archived any more brings the work of its people, and is told', async () => {
    const limit = await place.personLimit(bao, 1);
    await board.card(board.dev, { people: [bao] });
    await place.rows('UPDATE boards SET archived_at = now() WHERE id = $1', [board.id]);
    const other = await place.board();
    await other.card(other.dev, { people: [bao] });
    const back = `'{"archived_at": null}'`;
    expect((await refusal(replaced('boards', board.id, back))).limits).toEqual([
      { id: limit, max: 1, load: 1 },
    ]);
    const seq = () => place.rows('SELECT seq FROM board_clock WHERE board_id = $1', [other.id]);
    const before = await seq();
    await replaced('boards', other.id, `'{"name": "Another"}'`);
    expect(await seq()).not.toEqual(before);
  });
});

describe.each(['REPEATABLE READ', 'SERIALIZABLE'])('in a snapshot of %s', (level) => {
  const cardOf = `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
                  SELECT workspace_id, board_id, gen_random_uuid(), 1, 'A card', id, 1, now(), workspace_id, now()
                    FROM columns WHERE board_id = $1`;
  const newBoard = async (client: Awaited<ReturnType<Place['another']>>, id: string) => {
    await client.query(
      `INSERT INTO boards (workspace_id, id, key, name, created_at, created_by)
       VALUES ($1, $2::uuid, $3, 'New', now(), $1)`,
      [place.workspaceId, id, place.nextKey()],
    );
    await client.query('INSERT INTO board_clock (workspace_id, board_id) VALUES ($1, $2)', [
      place.workspaceId,
      id,
    ]);
    await client.query(
      `INSERT INTO columns (workspace_id, board_id, id, name, kind, position)
       VALUES ($1, $2, gen_random_uuid(), 'Doing', 'active', 1)`,
      [place.workspaceId, id],
    );
    await client.query(cardOf, [id]);
    await client.query(
      `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
       SELECT workspace_id, board_id, id, $2 FROM cards WHERE board_id = $1`,
      [id, bao],
    );
  };

  test('a new board does not pass by a limit across boards that is older', async () => {
    const writer = await place.another();
    await writer.query(`BEGIN ISOLATION LEVEL ${level}`);
    await writer.query('SELECT 1 FROM users LIMIT 1');
    await place.personLimit(bao, 0);
    expect((await refusal(newBoard(writer, crypto.randomUUID()))).code).toBe('40001');
    await writer.query('ROLLBACK');
  });

  test('nor a new limit by a board that is older: it is tried again', async () => {
    const writer = await place.another();
    await writer.query(`BEGIN ISOLATION LEVEL ${level}`);
    await writer.query('SELECT 1 FROM users LIMIT 1');
    await newBoard(place.client, crypto.randomUUID());
    const limit = writer.query(
      'INSERT INTO person_limits (workspace_id, id, user_id, max) VALUES ($1, gen_random_uuid(), $2, 0)',
      [place.workspaceId, bao],
    );
    expect((await refusal(limit)).code).toBe('40001');
    await writer.query('ROLLBACK');
  });
});

test('every write of a limit across boards numbers it anew, so that ETags change', async () => {
  const id = await place.personLimit(bao, 1);
  const seq = async () =>
    (await place.rows('SELECT seq::int FROM person_limits WHERE id = $1', [id]))[0]!.seq;
  await place.rows('UPDATE person_limits SET max = 7 WHERE id = $1', [id]);
  expect(await seq()).toBe(1);
  await place.rows("UPDATE person_limits SET mode = 'warn', seq = 0 WHERE id = $1", [id]);
  expect(await seq()).toBe(2);
});

test('an override said in plain SQL passes nothing under the number of an event that another told', async () => {
  const { queue, dev } = board;
  const id = await board.limit({ scope: 'column', columnId: dev, max: 0, mode: 'reason' });
  const card = await board.card(queue);
  const forger = await place.another();
  const override = { reason: 'Forged', limits: [{ id, max: 0, load: 0 }], now: '2031-01-01T00:00:00Z' };
  await forger.query('BEGIN');
  await forger.query(
    "SELECT set_config('weir.own_event', 'on', true), set_config('weir.override', $1, true)",
    [JSON.stringify(override)],
  );
  expect((await refusal(board.update(`column_id = '${dev}'`, [card], forger))).code).toBe(
    'wip-limit-reached',
  );
  await forger.query('ROLLBACK');
  expect(await board.ledger()).toEqual([]);
});

test.each(['cards', 'card_assignees', 'overrides', 'requests', 'answers'])(
  'TRUNCATE of %s is refused',
  async (table) => {
    expect((await refusal(place.rows(`TRUNCATE ${table} CASCADE`))).code).toBe('23000');
  },
);
