import { expect, test } from '@jest/globals';
import type {
  AuditLog,
  BoardDeletion,
  BoardList,
  BoardSummary,
  CardDetail,
  EventFeed,
  Request,
  SearchList,
  WebhookList,
} from '@weir/contract';
import { rowsWith } from '../database/rows-with.js';
import { decline, toRequester } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { EventListener } from '../support/event-listener.js';
import type { Person } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi();
const { owner, manager, member, requester, viewer } = api.people;
const workspace = '/v1/workspaces/demo';
const message = 'They know about this.';
const aDay = 86_400_000;

const archive = (board: BoardUnderTest) => manager.patch(board.path, { archived: true, toRequester });
const plan = (board: BoardUnderTest, by: Person = manager, name = 'Platform') =>
  by.put<BoardDeletion>(`${board.path}/deletion`, { name });
const cancel = (board: BoardUnderTest) => manager.delete<BoardDeletion>(`${board.path}/deletion`);
const restore = (board: BoardUnderTest) => manager.patch<BoardSummary>(board.path, { archived: false });
const prune = () => api.service('PruningService').prune();
const idOf = async (board: BoardUnderTest) =>
  (await api.pool.query<{ id: string }>('SELECT id FROM boards WHERE key = $1', [board.key])).rows[0]!.id;

async function aDeletedBoard(): Promise<BoardUnderTest> {
  const board = await aBoard().make();
  await board.cards('Ready', 2);
  await archive(board);
  expect((await plan(board)).status).toBe(200);
  return board;
}

test('a manager deletes an archived board by its name, reads what will be deleted and when, and can keep or restore it', async () => {
  const board = await aBoard().make();
  await board.accepted('Ready');
  await board.cards('Ready', 1);
  await manager.attach(board, 'plan.txt', 'First');
  expect(refusalOf(await plan(board))).toMatchObject({ status: 409, code: 'board-not-archived' });
  await archive(board);
  expect(refusalOf(await plan(board, manager, 'Plattform'), 'errors')).toMatchObject({
    status: 422,
    errors: [{ path: 'name', code: 'otherBoardName' }],
  });
  const { seq } = await board.read();
  const at = new Date(api.clock.now().getTime() + 30 * aDay).toISOString().slice(0, 13);
  for (const by of [manager, owner])
    expect(await plan(board, by)).toMatchObject({
      status: 200,
      body: {
        deleteAt: expect.stringContaining(at),
        content: { cards: 2, undelivered: 1, requests: 1, comments: 0, attachments: 1, links: 0, waiting: 0 },
      },
    });
  const listed = async () =>
    (await manager.get<BoardList>(`${workspace}/boards?size=200`)).body.items.find(
      ({ key }) => key === board.key,
    );
  expect((await listed())?.deleteAt).toContain(at);
  expect((await cancel(board)).body.deleteAt).toBeNull();
  expect((await listed())?.deleteAt).toBeUndefined();
  await plan(board);
  expect(
    (await manager.post(`${workspace}/boards`, { key: board.key, name: 'Again', columns: [] })).status,
  ).not.toBe(201);
  expect((await restore(board)).body).toMatchObject({ archivedAt: null });
  expect((await manager.get<BoardDeletion>(`${board.path}/deletion`)).body.deleteAt).toBeNull();

  const isTrue = { archived: true, deleteAt: expect.any(String) };
  expect((await board.events(seq)).map(({ type, actor, changes }) => [type, actor?.id, changes])).toEqual([
    [
      'board.changed',
      manager.id,
      [{ board: board.key, from: { deleteAt: null }, to: { deleteAt: expect.any(String) } }],
    ],
    [
      'board.changed',
      manager.id,
      [{ board: board.key, from: { deleteAt: expect.any(String) }, to: { deleteAt: null } }],
    ],
    [
      'board.changed',
      manager.id,
      [{ board: board.key, from: { deleteAt: null }, to: { deleteAt: expect.any(String) } }],
    ],
    [
      'board.changed',
      manager.id,
      [{ board: board.key, from: isTrue, to: { archived: false, deleteAt: null } }],
    ],
  ]);
  const letters = await api.pool.query(
    `SELECT l.user_id AS id FROM mails m JOIN account_letters l ON l.id = m.account_letter_id
      WHERE l.kind = 'boardDeletion' AND l.board = 'Platform' AND l.workspace = 'The demo workspace'`,
  );
  const told = [owner.id, manager.id].sort();
  expect(letters.rows.map(({ id }) => id).sort()).toEqual([...told, ...told].sort());
});

test('a board whose requests wait for an answer is not deleted, whoever archived it', async () => {
  const board = await aBoard().make();
  await requester.post(`${board.path}/requests`, { title: 'Waits' });
  const set = (values: string) => api.pool.query(`UPDATE boards SET ${values} WHERE key = $1`, [board.key]);
  await expect(set('delete_at = now()')).rejects.toMatchObject({ code: '23514' });
  await set('archived_at = now()');
  expect(await plan(board)).toMatchObject({ status: 409, body: { code: 'requests-waiting', waiting: 1 } });
  await set('archived_at = NULL');
  await manager.put(`${board.path}/requests/1/answer`, decline);
  await archive(board);
  expect((await plan(board)).status).toBe(200);
});

test('after 30 days nothing of a deleted board is left, and the other boards work on without it', async () => {
  const [board, near] = [await aBoard().make(), await aBoard().make()];
  const [card] = await board.cards('Ready', 2, { title: 'Zeppelin', assigneeIds: [member.id] });
  const [neighbour] = await near.cards('Ready', 1);
  await board.accepted('Ready');
  const links = `${board.path}/cards/${card}/links`;
  for (const other of [{ card: 2 }, { board: near.key, card: neighbour }])
    await member.post(links, { kind: 'blocks', ...other });
  await member.post(`${board.path}/cards/${card}/comments`, { text: `@[x](person:${viewer.id}) look` });
  await manager.attach(board, 'plan.txt', 'First');
  await manager.put(`${board.path}/public-link`, {});
  await board.ask('Goes');
  await manager.put(`${board.path}/requests/2/answer`, { kind: 'redirect', board: near.key, message });
  await near.ask('Comes');
  await manager.put(`${near.path}/requests/2/answer`, { kind: 'redirect', board: board.key, message });
  await manager.put(`${board.path}/requests/3/answer`, decline);
  const webhook = { name: 'CI', url: 'https://example.com/hook', boards: [board.key] };
  await owner.post(`${workspace}/webhooks`, webhook);
  expect((await near.read()).cards[0]).toMatchObject({ blockedBy: [`${board.key}-${card}`] });
  const archived = await archive(board);
  expect([archived.status, archived.body]).toMatchObject([200, { archivedAt: expect.any(String) }]);
  expect((await plan(board)).body.content).toMatchObject({
    requests: 3,
    comments: 1,
    attachments: 1,
    links: 1,
  });
  const id = await idOf(board);
  const cursor = (await owner.get<EventFeed>(`${workspace}/events`)).body.cursor;
  const seq = (await near.read()).seq;

  api.clock.pass({ days: 29 });
  await prune();
  expect((await manager.get(board.path)).status).toBe(200);
  api.clock.pass({ days: 2 });
  const stream = await EventListener.open(viewer, board);
  // It is due by the clock of this instance, but not by the clock of the database.
  await prune();
  expect((await rowsWith(api, [id])).boards).toBe(1);
  await api.pool.query('UPDATE boards SET delete_at = now() WHERE id = $1', [id]);
  await Promise.all([prune(), prune()]);

  expect(Object.keys(await rowsWith(api, [id])).sort()).toEqual(['webhooks']);
  expect((await manager.get(board.path)).status).toBe(404);
  await stream.until(({ ended }) => ended);
  expect((await near.read()).cards[0]).toMatchObject({ blockedBy: [] });
  expect((await viewer.get<CardDetail>(`${near.path}/cards/${neighbour}`)).body.links).toEqual([]);
  expect((await near.events(seq)).map(({ type }) => type)).toContain('board.changed');
  expect((await requester.get<Request>(`${near.path}/requests/1`)).body.redirectedFrom).toBeNull();
  const answered = (await requester.get<Request>(`${near.path}/requests/2`)).body;
  expect(answered.answer).toMatchObject({ kind: 'redirect' });
  expect((await requester.get(`${workspace}/requests?of=me`)).status).toBe(200);
  expect((await viewer.get<SearchList>(`${workspace}/search?q=Zeppelin`)).body.items).toEqual([]);
  const [first] = (await owner.get<AuditLog>(`${workspace}/audit?type=board.deleted`)).body.items;
  const change = { board: { key: board.key, name: 'Platform' }, user: manager.id };
  expect(first).toMatchObject({ board: null, event: { actor: null, person: { id: manager.id }, change } });
  expect((await owner.get<AuditLog>(`${workspace}/audit`)).status).toBe(200);
  const since = await owner.get<EventFeed>(`${workspace}/events?cursor=${cursor}`);
  expect(since.status).toBe(200);
  expect(since.body.items.map(({ event }) => event.type)).toContain('board.deleted');
  const { items: webhooks } = (await owner.get<WebhookList>(`${workspace}/webhooks`)).body;
  expect(webhooks).toMatchObject([{ name: 'CI', boards: [] }]);
  for (const path of ['overview', 'my-work', 'export', 'boards'])
    expect([path, (await owner.get(`${workspace}/${path}`)).status]).toEqual([path, 200]);
  const again = await aBoard().called(board.key).make();
  expect((await again.read()).seq).toBe(1);
});

test('until the last batch commits everybody reads the whole board, and a purge that stops half way changes nothing', async () => {
  const board = await aDeletedBoard();
  await api.pool.query('UPDATE boards SET delete_at = now() WHERE key = $1', [board.key]);
  const id = await idOf(board);
  const before = await rowsWith(api, [id]);
  const { workspaceId } = (
    await api.pool.query('SELECT workspace_id AS "workspaceId" FROM boards WHERE id = $1', [id])
  ).rows[0]!;
  const purger = await api.pool.connect();
  try {
    const step = async (by: { query: typeof api.pool.query } = purger): Promise<boolean | null> =>
      (await by.query('SELECT weir.purge_board($1, $2, 3, now()) AS done', [workspaceId, id])).rows[0].done;
    await purger.query('BEGIN');
    for (const _ of [1, 2, 3]) expect(await step()).toBe(false);
    expect(await rowsWith(api, [id])).toEqual(before);
    expect((await board.read()).cards).toHaveLength(2);
    expect(await step(api.pool)).toBeNull();
    await purger.query('ROLLBACK');
    expect(await rowsWith(api, [id])).toEqual(before);
    await purger.query('BEGIN');
    while (!(await step()));
    await purger.query('COMMIT');
  } finally {
    purger.release();
  }
  expect(await rowsWith(api, [id])).toEqual({});
});

test('a board is either purged or kept, never both, when purgers, restoring and cancelling race over HTTP and plain SQL', async () => {
  for (let round = 0; round < 9; round += 1) {
    const board = await aDeletedBoard();
    const id = await idOf(board);
    await api.pool.query('UPDATE boards SET delete_at = now() WHERE id = $1', [id]);
    const keep = [
      async () => (await restore(board)).status,
      async () => (await cancel(board)).status,
      async () => {
        const sql = 'UPDATE boards SET archived_at = NULL, delete_at = NULL WHERE id = $1';
        return (await api.pool.query(sql, [id])).rowCount === 1 ? 200 : 404;
      },
    ][round % 3]!;
    const purge = () =>
      api.pool.query(
        `DO $$ DECLARE _done boolean := false; BEGIN
           WHILE _done IS NOT DISTINCT FROM false LOOP
             SELECT weir.purge_board(b.workspace_id, b.id, 5, now()) INTO _done FROM public.boards b WHERE b.id = '${id}';
           END LOOP; END $$`,
      );
    const [, , kept] = await Promise.all([prune(), purge(), keep()]);
    expect([200, 404]).toContain(kept);
    expect((await manager.get(board.path)).status).toBe(kept);
    if (kept === 200) expect((await board.read()).cards).toHaveLength(2);
    else expect(await rowsWith(api, [id])).toEqual({});
  }
});

test('a board that cannot be purged now keeps no other board', async () => {
  const [first, second] = [await aDeletedBoard(), await aDeletedBoard()];
  const [refused, due] = [await idOf(first), await idOf(second)];
  await api.pool.query(`UPDATE boards SET delete_at = now() - interval '1 day' WHERE id = $1`, [refused]);
  await api.pool.query('UPDATE boards SET delete_at = now() WHERE id = $1', [due]);
  await api.pool.query(`
    CREATE FUNCTION refuse_card() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
    CREATE TRIGGER refuse_card BEFORE DELETE ON cards FOR EACH ROW WHEN (OLD.board_id = '${refused}') EXECUTE FUNCTION refuse_card();
    ALTER TABLE cards ENABLE ALWAYS TRIGGER refuse_card`);
  await prune();
  await api.pool.query('DROP FUNCTION refuse_card CASCADE');
  expect(await rowsWith(api, [due])).toEqual({});
  expect((await first.read()).cards).toHaveLength(2);
  await prune();
  expect(await rowsWith(api, [refused])).toEqual({});
});

test('without the right to switch triggers off, a board is purged by one statement', async () => {
  const board = await aDeletedBoard();
  const near = await aBoard().make();
  await near.cards('Ready', 1);
  const id = await idOf(board);
  await api.pool.query('UPDATE boards SET delete_at = now() WHERE id = $1', [id]);
  const { rows } = await api.pool.query(
    `SELECT pg_get_functiondef('weir.fire_no_triggers()'::regprocedure) AS sql`,
  );
  await api.pool.query(
    `CREATE OR REPLACE FUNCTION weir.fire_no_triggers() RETURNS boolean LANGUAGE sql AS 'SELECT false'`,
  );
  await prune();
  await api.pool.query(rows[0].sql);
  expect(await rowsWith(api, [id])).toEqual({});
  expect((await near.read()).cards).toHaveLength(1);
  await near.cards('Ready', 1);
  expect((await near.events()).at(-1)).toMatchObject({ type: 'card.created' });
});
