import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Board, Notice, NoticeList, NotifyMe } from '@weir/contract';
import { keepsOut } from '@weir/domain';
import { anotherInstance } from '../support/another-instance.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Person } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi();
const { owner, manager, member, secondMember, requester, viewer, stranger } = api.people;

const pathOf = (board: BoardUnderTest, column = 'Doing') =>
  `${board.path}/columns/${board.id(column)}/notify-me`;
const switchOn = (board: BoardUnderTest, by: Person, column = 'Doing') =>
  by.put<NotifyMe>(pathOf(board, column));
const isOn = async (board: BoardUnderTest, by: Person) => (await by.get<NotifyMe>(pathOf(board))).body.on;
const sweep = () => api.service('FreeSlotsService').sweep();
const aFullBoard = async (limit = 1): Promise<BoardUnderTest> => {
  const board = await aBoard().column('Doing', { limit }).make();
  await board.cards('Doing', limit);
  return board;
};

async function aMember(name: string): Promise<Person> {
  const person = await api.addRequester(name);
  await owner.patch(`/v1/workspaces/demo/members/${person.id}`, { role: 'member' });
  return person;
}

/** The names of the people that a board has notified of a free slot, one for each notice. */
async function notified(board: BoardUnderTest): Promise<string[]> {
  const { rows } = await api.pool.query(
    `SELECT u.name FROM notices n JOIN users u ON u.id = n.user_id JOIN boards b ON b.id = n.board_id
      WHERE b.key = $1 AND n.kind = 'slotFree' ORDER BY u.name`,
    [board.key],
  );
  return rows.map(({ name }) => name);
}

async function noticesOf(by: Person, board: BoardUnderTest): Promise<Notice[]> {
  const { items } = (await by.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  return items.filter(({ kind, board: of }) => kind === 'slotFree' && of.key === board.key);
}

/** Members of the workspace who wait for a slot, written with plain SQL. Returns their names. */
async function crowd(board: BoardUnderTest, count: number): Promise<string[]> {
  const { rows } = await api.pool.query(
    `WITH people AS (
       INSERT INTO users (id, email, name, created_at)
       SELECT gen_random_uuid(), $1 || n || '@slots.test', lpad(n::text, 3, '0'), now() FROM generate_series(1, $2::int) n
       RETURNING id, name
     ), joined AS (
       INSERT INTO memberships (workspace_id, user_id, role, joined_at)
       SELECT w.id, p.id, 'member', now() FROM people p JOIN workspaces w ON w.slug = 'demo' RETURNING workspace_id, user_id
     ), waits AS (
       INSERT INTO slot_waits (workspace_id, board_id, column_id, user_id, asked_at, expires_at)
       SELECT k.workspace_id, k.board_id, k.id, j.user_id, $4::timestamptz, $4::timestamptz + interval '30 days'
         FROM joined j JOIN columns k ON k.workspace_id = j.workspace_id AND k.id = $3
     )
     SELECT name FROM people ORDER BY name`,
    [board.key.toLowerCase(), count, board.id('Doing'), api.clock.now()],
  );
  return rows.map(({ name }) => name);
}

const archivedBySql = (board: BoardUnderTest, number: number) =>
  api.pool.query(
    'UPDATE cards SET archived_at = now() WHERE number = $2 AND board_id = (SELECT id FROM boards WHERE key = $1)',
    [board.key, number],
  );

beforeEach(() => api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`));

describe('a wait for a free slot', () => {
  test('is only for people who may change cards, in columns of their own workspace', async () => {
    const board = await aFullBoard();
    const path = pathOf(board);
    for (const person of [owner, manager, member]) {
      expect((await person.get(path)).body).toEqual({ on: false, expiresAt: null });
      expect(await person.put(path)).toMatchObject({ status: 200, body: { on: true } });
      expect(await isOn(board, person)).toBe(true);
      const waits = [{ columnId: board.id('Doing'), expiresAt: expect.any(String) }];
      expect((await person.get(`${board.path}/slot-waits`)).body).toEqual({ items: waits });
      expect(await person.delete(path)).toMatchObject({ status: 204 });
      expect(await isOn(board, person)).toBe(false);
      expect((await person.get(`${board.path}/slot-waits`)).body).toEqual({ items: [] });
    }
    const other = await aBoard().column('Doing', { limit: 1 }).make('other');
    for (const [person, at, status] of [
      [viewer, path, 403],
      [requester, path, 403],
      [stranger, path, 404],
      [api.nobody, path, 401],
      [member, pathOf(other), 404],
      [member, `${board.path}/columns/${other.id('Doing')}/notify-me`, 404],
    ] as const) {
      const answers = [await person.get(at), await person.put(at), await person.delete(at)];
      expect(answers.map((each) => each.status)).toEqual([status, status, status]);
    }
  });

  test('sends one notice and one mail when a slot is free, and then ends', async () => {
    const board = await aFullBoard();
    const { expiresAt } = (await switchOn(board, member)).body;
    expect(Math.round((Date.parse(String(expiresAt)) - api.clock.now().getTime()) / 86_400_000)).toBe(30);
    await sweep();
    expect(await notified(board)).toEqual([]);
    await manager.moveCard(board, 1, { column: 'Done' });
    await sweep();
    await sweep();
    const [notice, ...more] = await noticesOf(member, board);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      card: null,
      column: { id: board.id('Doing'), name: 'Doing' },
      title: 'A slot is free: Doing',
      text: 'Platform has room for a card in Doing again. Others may have been notified too: no slot is kept for you.',
    });
    const mails = 'SELECT FROM mails WHERE notice_id = $1';
    expect((await api.pool.query(mails, [notice?.id])).rowCount).toBe(1);
    expect(await isOn(board, member)).toBe(false);
    await board.cards('Doing', 1);
    await manager.moveCard(board, 2, { column: 'Done' });
    await sweep();
    expect(await notified(board)).toHaveLength(1);
  });

  test('needs room in every limit of the column: its own, its group’s and the board’s', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).column('Review').make();
    const ids = [board.id('Doing'), board.id('Review')];
    await board.limit({ scope: 'columns', columnIds: ids, max: 2 });
    const limit = await board.limit({ scope: 'board', max: 3 });
    await board.cards('Doing', 1);
    await board.cards('Review', 1);
    await switchOn(board, member);
    await manager.patch(`${board.path}/limits/${limit.id}`, { max: 2 });
    await manager.moveCard(board, 1, { column: 'Review' });
    await sweep();
    await manager.patch(`${board.path}/limits/${limit.id}`, { max: 3 });
    await sweep();
    expect(await notified(board)).toEqual([]);
    await archivedBySql(board, 1);
    await sweep();
    expect(await notified(board)).toEqual(['Bao Brandt']);
  });

  test('needs no room in limits that count the column before it, too', async () => {
    const board = await aBoard().column('Doing').column('Review', { limit: 1 }).make();
    const ids = [board.id('Doing'), board.id('Review')];
    await board.limit({ scope: 'columns', columnIds: ids, max: 2 });
    await board.limit({ scope: 'board', max: 2 });
    await board.limit({ scope: 'classOfService', classOfService: 'standard', max: 2 });
    await board.cards('Doing', 1);
    await board.cards('Review', 1);
    await switchOn(board, member, 'Review');
    await manager.moveCard(board, 2, { column: 'Done' });
    await board.cards('Doing', 1);
    await sweep();
    expect(await notified(board)).toEqual(['Bao Brandt']);
    const { columns, limits } = (await member.get<Board>(board.path)).body;
    for (const { id, name } of columns) {
      const isFull = limits.some((limit) => limit.load >= limit.max && keepsOut(limit, columns, id));
      expect([name, isFull]).toEqual([name, name === 'Doing']);
      expect([name, (await switchOn(board, manager, name)).status]).toEqual([name, isFull ? 200 : 409]);
    }
    expect((await manager.moveCard(board, 1, { column: 'Review' })).status).toBe(200);
  });

  test.each<[string, (board: BoardUnderTest) => Promise<unknown>]>([
    [
      'a limit is raised',
      (board) => manager.patch(`${board.path}/columns/${board.id('Doing')}`, { limit: { max: 2 } }),
    ],
    [
      'a limit is removed',
      (board) => manager.patch(`${board.path}/columns/${board.id('Doing')}`, { limit: null }),
    ],
    ['a card is archived by plain SQL', (board) => archivedBySql(board, 1)],
    ['a card becomes expedite', (board) => manager.patchCard(board, 1, { classOfService: 'expedite' })],
    [
      'plain SQL makes a limit only warn',
      (board) =>
        api.pool.query("UPDATE wip_limits SET mode = 'warn' WHERE column_id = $1", [board.id('Doing')]),
    ],
  ])('ends with its notice when %s', async (_, makeRoom) => {
    const board = await aFullBoard();
    await switchOn(board, member);
    await makeRoom(board);
    await sweep();
    expect(await notified(board)).toEqual(['Bao Brandt']);
  });

  test('continues if a slot is taken again at once, and while its board is archived', async () => {
    const board = await aFullBoard();
    await switchOn(board, member);
    await manager.moveCard(board, 1, { column: 'Done' });
    await board.cards('Doing', 1);
    await sweep();
    expect(await notified(board)).toEqual([]);
    await manager.moveCard(board, 2, { column: 'Done' });
    await manager.patch(board.path, { archived: true });
    await sweep();
    expect(await notified(board)).toEqual([]);
    expect(await isOn(board, member)).toBe(true);
    await manager.patch(board.path, { archived: false });
    await sweep();
    expect(await notified(board)).toEqual(['Bao Brandt']);
  });

  test('is refused for a column with room, and continues for people who already wait', async () => {
    const board = await aFullBoard();
    const onceOn = () => member.put<NotifyMe>(pathOf(board), undefined, { 'idempotency-key': 'slot-once' });
    const first = await onceOn();
    await manager.moveCard(board, 1, { column: 'Done' });
    const refused = { status: 409, code: 'column-has-room' };
    expect(refusalOf(await switchOn(board, manager))).toEqual(refused);
    expect(refusalOf(await switchOn(board, manager, 'Ready'))).toEqual(refused);
    expect((await switchOn(board, member)).body).toEqual(first.body);
    await sweep();
    expect((await onceOn()).body).toEqual(first.body);
    expect(await isOn(board, member)).toBe(false);
    await manager.patch(board.path, { archived: true });
    expect(refusalOf(await switchOn(board, manager))).toEqual({ status: 409, code: 'board-archived' });
  });

  test('ends after 30 days, with its column, and with the right to change cards', async () => {
    const board = await aFullBoard();
    const [leaves, watches] = [await aMember('Lena Leaves'), await aMember('Walt Watches')];
    for (const person of [leaves, watches, manager]) await switchOn(board, person);
    const waiting = async () =>
      (await api.pool.query('SELECT FROM slot_waits WHERE column_id = $1', [board.id('Doing')])).rowCount;
    await leaves.delete(`/v1/workspaces/demo/members/${leaves.id}`);
    await owner.patch(`/v1/workspaces/demo/members/${watches.id}`, { role: 'viewer' });
    expect(await waiting()).toBe(1);
    api.clock.pass({ days: 31 });
    await manager.moveCard(board, 1, { column: 'Done' });
    await sweep();
    expect([await waiting(), await notified(board)]).toEqual([0, []]);

    const removed = await aBoard().column('Doing', { limit: 1 }).column('Review').make();
    await removed.cards('Doing', 1);
    await switchOn(removed, member);
    const column = `${removed.path}/columns/${removed.id('Doing')}`;
    await manager.patch(column, { limit: null });
    expect((await manager.delete(`${column}?cardsTo=${removed.id('Review')}`)).status).toBe(204);
    await sweep();
    expect(await notified(removed)).toEqual([]);
  });
});

describe('several people who wait for a slot', () => {
  test('are each notified once when several slots become free and several instances check at the same time', async () => {
    const board = await aFullBoard(4);
    const names = await crowd(board, 24);
    const second = await anotherInstance(api, {});
    try {
      const sweeps = [sweep, () => builtApi.serviceOf(second.app, 'FreeSlotsService').sweep()];
      await Promise.all([
        ...[1, 2].map((number) => manager.moveCard(board, number, { column: 'Done' })),
        archivedBySql(board, 3),
        ...[...sweeps, ...sweeps, ...sweeps].map((each) => each()),
      ]);
      await Promise.all([...sweeps, ...sweeps].map((each) => each()));
      expect(await notified(board)).toEqual(names);
    } finally {
      await second.close();
    }
  });

  test('get no notice of a change that is rolled back', async () => {
    const board = await aFullBoard();
    await crowd(board, 3);
    const client = await api.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('DELETE FROM wip_limits WHERE column_id = $1', [board.id('Doing')]);
      await sweep();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    await sweep();
    expect(await notified(board)).toEqual([]);
  });

  test('cannot exceed the cap of a board, over HTTP and by plain SQL at once', async () => {
    const board = await aFullBoard();
    await api.pool.query(`UPDATE workspaces SET caps = '{"notifyMe": 2}' WHERE slug = 'demo'`);
    const answers = await Promise.all(
      [owner, manager, member, secondMember].map((by) => switchOn(board, by)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'cap-reached', max: 2 });
    await expect(crowd(board, 1)).rejects.toThrow();
  });
});
