import { describe, expect, test } from '@jest/globals';
import { type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});

test('plain SQL raises the version of each card that it changes, once', async () => {
  const { queue, dev, id } = board;
  const [moved, untouched] = [await board.card(queue), await board.card(queue)];
  const versions = async () => {
    const rows = await workspace.rows('SELECT id, version FROM cards WHERE board_id = $1', [id]);
    return Object.fromEntries(rows.map((row) => [row.id, row.version]));
  };
  await board.update(`column_id = '${dev}'`, [moved]);
  await board.update(`column_id = column_id`, [untouched]);
  await workspace.rows("UPDATE cards SET title = 'By hand', version = version + 1 WHERE id = $1", [moved]);
  expect(await versions()).toEqual({ [moved]: 3, [untouched]: 1 });
});

// Each trigger of a statement sees the rows of the other tables as they are after it.
describe('one statement over several tables cannot bypass', () => {
  test.each(['on the board', 'across boards'])(
    'a person limit %s, by cards and their assignees',
    async (where) => {
      const { queue, dev, id } = board;
      if (where === 'on the board') await board.limit({ scope: 'person', userId: bao, max: 1 });
      else await workspace.personLimit(bao, 1);
      const [held, free] = [await board.card(dev, { people: [bao] }), await board.card(dev)];
      const waiting = await board.card(queue, { people: [bao] });
      const given = `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id) VALUES ('${workspace.workspaceId}', '${id}', '${free}', '${bao}')`;
      // Looks as if the free card had left Bao while the waiting one arrived.
      const leaves = `WITH given AS (${given}) UPDATE cards SET column_id = CASE id WHEN '${waiting}' THEN '${dev}'::uuid ELSE '${queue}' END
                     WHERE board_id = '${id}' AND id IN ('${waiting}', '${free}')`;
      expect((await refusal(workspace.client.query(leaves))).code).toBe('wip-limit-reached');
      // Looks as if the waiting card had counted before it was handed on.
      const passed = `WITH moved AS (UPDATE cards SET column_id = '${dev}' WHERE id = '${waiting}')
                    UPDATE card_assignees SET card_id = '${free}' WHERE card_id = '${waiting}'`;
      expect((await refusal(workspace.client.query(passed))).code).toBe('wip-limit-reached');
      expect(held).toBeTruthy();
    },
  );

  test('a board limit, by cards and the kind of a column', async () => {
    const { queue, dev, review, id } = board;
    await board.limit({ scope: 'board', max: 1 });
    await board.card(dev);
    const [waiting, also] = [await board.card(queue), await board.card(queue)];
    await workspace.rows("UPDATE columns SET kind = 'queue' WHERE id = $1", [review]);
    await board.update(`column_id = '${review}'`, [also]);
    const sql = `WITH turned AS (UPDATE columns SET kind = 'active' WHERE id = '${review}')
                 UPDATE cards SET column_id = CASE id WHEN '${waiting}' THEN '${dev}'::uuid ELSE '${queue}' END
                  WHERE board_id = '${id}' AND id IN ('${waiting}', '${also}')`;
    expect((await refusal(workspace.client.query(sql))).code).toBe('wip-limit-reached');
  });
});

test('rows that a subtransaction of the statement wrote do not count as the state before it', async () => {
  const { queue, dev, review } = board;
  await board.limit({ scope: 'board', max: 1 });
  await board.card(dev);
  await workspace.rows("UPDATE columns SET kind = 'queue' WHERE id = $1", [review]);
  const [turned, waiting] = [await board.card(review), await board.card(queue)];
  await workspace.rows(
    `CREATE FUNCTION turn(_column uuid, _to uuid) RETURNS uuid LANGUAGE plpgsql AS $$
     BEGIN
       BEGIN UPDATE columns SET kind = 'active' WHERE id = _column; EXCEPTION WHEN division_by_zero THEN NULL; END;
       RETURN _to;
     END $$`,
  );
  const set = `column_id = CASE id WHEN '${turned}' THEN '${queue}'::uuid ELSE turn('${review}', '${dev}') END`;
  expect((await refusal(board.update(set, [turned, waiting]))).code).toBe('wip-limit-reached');
});

/** Deletes the row of `id` and inserts another with its key, in one statement, so that no foreign key fails. */
const replaced = (table: string, id: string, facts: string) =>
  workspace.rows(`WITH gone AS (DELETE FROM ${table} WHERE id = '${id}' RETURNING *)
              INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(g) || ${facts})).* FROM gone g`);

describe('a row that replaces another in one statement', () => {
  test('counts the cards of a column that becomes active against every limit of active columns', async () => {
    const { queue, red } = board;
    await board.card(queue, { lane: red, people: [bao] });
    await board.limit({ scope: 'swimlane', swimlaneId: red, max: 0 });
    await board.limit({ scope: 'person', userId: bao, max: 0 });
    await board.limit({ scope: 'board', max: 0 });
    await workspace.personLimit(bao, 0);
    const active = `'{"kind": "active"}'`;
    expect((await refusal(replaced('columns', queue, active))).limits).toHaveLength(4);
    await replaced('columns', queue, `'{"name": "Ideas"}'`);
  });

  test('refuses an active column that takes the id of a deleted one', async () => {
    const { queue, review, id } = board;
    await board.card(queue);
    await board.limit({ scope: 'board', max: 0 });
    const sql = `WITH gone AS (DELETE FROM columns WHERE id = '${queue}' RETURNING id)
                 UPDATE columns c SET id = g.id FROM gone g WHERE c.id = '${review}' AND c.board_id = '${id}'`;
    expect((await refusal(workspace.rows(sql))).code).toBe('wip-limit-reached');
    expect(Object.values(await board.loads())).toEqual([0]);
  });

  test('leaves no card in the done half of a column that has none', async () => {
    const card = await board.card(board.dev, { done: true });
    await replaced('columns', board.dev, `'{"split": false}'`);
    expect(await workspace.rows('SELECT done FROM cards WHERE id = $1', [card])).toEqual([{ done: false }]);
  });

  test('counts the cards of a board that is no longer archived, and records an event', async () => {
    const limit = await workspace.personLimit(bao, 1);
    await board.card(board.dev, { people: [bao] });
    await workspace.rows('UPDATE boards SET archived_at = now() WHERE id = $1', [board.id]);
    const other = await workspace.board();
    await other.card(other.dev, { people: [bao] });
    const back = `'{"archived_at": null}'`;
    expect((await refusal(replaced('boards', board.id, back))).limits).toEqual([
      { id: limit, max: 1, load: 1 },
    ]);
    const seq = () => workspace.rows('SELECT seq FROM board_clock WHERE board_id = $1', [other.id]);
    const before = await seq();
    await replaced('boards', other.id, `'{"name": "Another"}'`);
    expect(await seq()).not.toEqual(before);
  });
});

describe.each(['REPEATABLE READ', 'SERIALIZABLE'])('in a snapshot of %s', (level) => {
  const cardOf = `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
                  SELECT workspace_id, board_id, gen_random_uuid(), 1, 'A card', id, 1, now(), workspace_id, now()
                    FROM columns WHERE board_id = $1`;
  const newBoard = async (client: Awaited<ReturnType<Workspace['another']>>, id: string) => {
    await client.query(
      `INSERT INTO boards (workspace_id, id, key, name, created_at, created_by)
       VALUES ($1, $2::uuid, $3, 'New', now(), $1)`,
      [workspace.workspaceId, id, workspace.nextKey()],
    );
    await client.query('INSERT INTO board_clock (workspace_id, board_id) VALUES ($1, $2)', [
      workspace.workspaceId,
      id,
    ]);
    await client.query(
      `INSERT INTO columns (workspace_id, board_id, id, name, kind, position)
       VALUES ($1, $2, gen_random_uuid(), 'Doing', 'active', 1)`,
      [workspace.workspaceId, id],
    );
    await client.query(cardOf, [id]);
    await client.query(
      `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
       SELECT workspace_id, board_id, id, $2 FROM cards WHERE board_id = $1`,
      [id, bao],
    );
  };

  test('a new board cannot bypass an older limit across boards', async () => {
    const writer = await workspace.another();
    await writer.query(`BEGIN ISOLATION LEVEL ${level}`);
    await writer.query('SELECT 1 FROM users LIMIT 1');
    await workspace.personLimit(bao, 0);
    expect((await refusal(newBoard(writer, crypto.randomUUID()))).code).toBe('40001');
    await writer.query('ROLLBACK');
  });

  test('a new limit cannot bypass an older board: it is retried', async () => {
    const writer = await workspace.another();
    await writer.query(`BEGIN ISOLATION LEVEL ${level}`);
    await writer.query('SELECT 1 FROM users LIMIT 1');
    await newBoard(workspace.client, crypto.randomUUID());
    const limit = writer.query(
      'INSERT INTO person_limits (workspace_id, id, user_id, max) VALUES ($1, gen_random_uuid(), $2, 0)',
      [workspace.workspaceId, bao],
    );
    expect((await refusal(limit)).code).toBe('40001');
    await writer.query('ROLLBACK');
  });
});

test('every write of a limit across boards increases its number, so that ETags change', async () => {
  const id = await workspace.personLimit(bao, 1);
  const seq = async () =>
    (await workspace.rows('SELECT seq::int FROM person_limits WHERE id = $1', [id]))[0]!.seq;
  await workspace.rows('UPDATE person_limits SET max = 7 WHERE id = $1', [id]);
  expect(await seq()).toBe(1);
  await workspace.rows("UPDATE person_limits SET mode = 'warn', seq = 0 WHERE id = $1", [id]);
  expect(await seq()).toBe(2);
});

test('an override in plain SQL does not count under the number of another writer’s event', async () => {
  const { queue, dev } = board;
  const id = await board.limit({ scope: 'column', columnId: dev, max: 0, mode: 'reason' });
  const card = await board.card(queue);
  const forger = await workspace.another();
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
  expect(await board.overrideLog()).toEqual([]);
});

describe('a session that pretends to record its own event', () => {
  const pretends = async (undone = '') => {
    const session = await workspace.another();
    await session.query(`BEGIN; SET LOCAL weir.own_event = 'on'; ${undone}`);
    return session;
  };

  test.each([
    ['has not taken', ''],
    ['took and gave back', 'SAVEPOINT s; UPDATE board_clock SET seq = seq; ROLLBACK TO s'],
  ])('locks the board whose clock it %s', async (_, undone) => {
    const session = await pretends(undone);
    await board.update('rank = rank', [await board.card(board.queue)], session);
    const free = 'SELECT FROM board_clock WHERE board_id = $1 FOR NO KEY UPDATE SKIP LOCKED';
    expect(await workspace.rows(free, [board.id])).toEqual([]);
    await session.query('ROLLBACK');
    expect(await workspace.rows(free, [board.id])).toHaveLength(1);
  });

  test('lets no card into a place that another such session has filled meanwhile', async () => {
    const { queue, dev } = board;
    await board.limit({ scope: 'column', columnId: dev, max: 1 });
    const [first, second] = [await board.card(queue), await board.card(queue)];
    const [one, other] = [await pretends(), await pretends()];
    await board.update(`column_id = '${dev}'`, [first], one);
    const refused = refusal(board.update(`column_id = '${dev}'`, [second], other));
    await one.query('COMMIT');
    expect((await refused).code).toBe('wip-limit-reached');
    await other.query('ROLLBACK');
  });
});

test.each(['cards', 'card_assignees', 'overrides', 'requests', 'answers'])(
  'TRUNCATE of %s is refused',
  async (table) => {
    expect((await refusal(workspace.rows(`TRUNCATE ${table} CASCADE`))).code).toBe('23000');
  },
);
