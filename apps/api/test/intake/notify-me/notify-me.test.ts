import { beforeEach, describe, expect, test } from '@jest/globals';
import type { NoticeList, NotifyMe } from '@weir/contract';
import { anotherInstance } from '../../support/another-instance.js';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Person } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { owner, manager, member, requester, secondRequester, viewer, stranger } = api.people;

const pathOf = (board: BoardUnderTest) => `${board.path}/intake/notify-me`;
const switchOn = (board: BoardUnderTest, by: Person) => by.put<NotifyMe>(pathOf(board));
const sweep = () => api.service('SweepService').sweep();
const setCaps = (caps: object) =>
  api.pool.query(`UPDATE workspaces SET caps = $1 WHERE slug = 'demo'`, [JSON.stringify(caps)]);

/** The names of the people that a board has notified of room, in the order of the notices. */
async function notified(board: BoardUnderTest): Promise<string[]> {
  const { rows } = await api.pool.query(
    `SELECT u.name FROM notices n JOIN users u ON u.id = n.user_id JOIN boards b ON b.id = n.board_id
      WHERE b.key = $1 AND n.kind = 'room' ORDER BY n.at, u.name`,
    [board.key],
  );
  return rows.map(({ name }) => name);
}

/** A board whose single place is taken. */
async function aFullBoard(): Promise<BoardUnderTest> {
  const board = await aBoard().intake({ depth: 1, gateByItself: false }).make();
  await manager.submit(board);
  return board;
}

/** People of the workspace who wait for a notice, first come first, written with plain SQL. */
async function crowd(board: BoardUnderTest, count: number): Promise<void> {
  await api.pool.query(
    `WITH people AS (
       INSERT INTO users (id, email, name, created_at)
       SELECT gen_random_uuid(), $1 || n || '@crowd.test', lpad(n::text, 3, '0'), now() FROM generate_series(1, $2::int) n
       RETURNING id, name
     ), joined AS (
       INSERT INTO memberships (workspace_id, user_id, role, joined_at)
       SELECT w.id, p.id, 'requester', now() FROM people p JOIN workspaces w ON w.slug = 'demo' RETURNING workspace_id, user_id
     )
     INSERT INTO notify_me (workspace_id, board_id, user_id, asked_at, expires_at)
     SELECT j.workspace_id, b.id, j.user_id, $4::timestamptz + p.name::int * interval '1 second', $4::timestamptz + interval '30 days'
       FROM joined j JOIN people p ON p.id = j.user_id JOIN boards b ON b.workspace_id = j.workspace_id AND b.key = $3`,
    [board.key.toLowerCase(), count, board.key, api.clock.now()],
  );
}

beforeEach(() => setCaps({}));

describe('notify me', () => {
  test('is for roles that can submit requests, on boards of their own workspace', async () => {
    const board = await aFullBoard();
    const path = pathOf(board);
    for (const person of [owner, manager, member, requester]) {
      expect((await person.get<NotifyMe>(path)).body).toEqual({ on: false, expiresAt: null });
      expect(await person.put(path)).toMatchObject({ status: 200, body: { on: true } });
      expect((await person.get<NotifyMe>(path)).body.on).toBe(true);
      expect(await person.delete(path)).toMatchObject({ status: 204 });
      expect((await person.get<NotifyMe>(path)).body.on).toBe(false);
    }
    for (const [person, status] of [
      [viewer, 403],
      [stranger, 404],
      [api.nobody, 401],
    ] as const) {
      const answers = [await person.get(path), await person.put(path), await person.delete(path)];
      expect(answers.map((each) => each.status)).toEqual([status, status, status]);
    }
  });

  test('switched on twice keeps its place and its end, 30 days ahead', async () => {
    const board = await aFullBoard();
    const { expiresAt } = (await switchOn(board, requester)).body;
    expect(Math.round((Date.parse(String(expiresAt)) - api.clock.now().getTime()) / 86_400_000)).toBe(30);
    api.clock.pass({ days: 1 });
    expect((await switchOn(board, requester)).body.expiresAt).toBe(expiresAt);
    api.clock.pass({ days: 30 });
    expect((await requester.get<NotifyMe>(pathOf(board))).body).toEqual({ on: false, expiresAt: null });
    await manager.answer(board, 1, decline);
    await sweep();
    expect(await notified(board)).toEqual([]);
  });

  test('gives one notice and one mail when there is room, and then is off', async () => {
    const board = await aFullBoard();
    await switchOn(board, requester);
    await sweep();
    expect(await notified(board)).toEqual([]);
    await manager.answer(board, 1, decline);
    await sweep();
    await sweep();
    expect(await notified(board)).toEqual(['Rana Roy']);
    const { items } = (await requester.get<NoticeList>('/v1/workspaces/demo/notices')).body;
    expect(items[0]).toMatchObject({ kind: 'room', request: null, title: 'There is room: Platform' });
    const { rows } = await api.pool.query(
      `SELECT count(*)::int AS mails FROM mails m JOIN notices n ON n.id = m.notice_id WHERE n.kind = 'room' AND n.id = $1`,
      [items[0]?.id],
    );
    expect(rows).toEqual([{ mails: 1 }]);
    expect((await requester.get<NotifyMe>(pathOf(board))).body.on).toBe(false);
  });

  test('waits for a gate that a person opens', async () => {
    const board = await aBoard().make();
    await manager.setGate(board, { state: 'throttled', reason: 'Audit week' });
    await switchOn(board, requester);
    await sweep();
    expect(await notified(board)).toEqual([]);
    await manager.setGate(board, { state: 'open', reason: 'Done' });
    await sweep();
    expect(await notified(board)).toEqual(['Rana Roy']);
  });

  test('passes over people whose own quota would still refuse them, and keeps their place', async () => {
    const board = await aBoard().intake({ depth: 2, openPerRequester: 1 }).make();
    await requester.submit(board);
    await manager.submit(board);
    await switchOn(board, requester);
    api.clock.pass({ hours: 1 });
    await switchOn(board, secondRequester);
    await manager.answer(board, 2, decline);
    await sweep();
    expect(await notified(board)).toEqual(['Tomo Tanaka']);
    await manager.answer(board, 1, decline);
    api.clock.pass({ hours: 1 });
    await sweep();
    expect(await notified(board)).toEqual(['Tomo Tanaka', 'Rana Roy']);
  });

  test('passes over however many are first in line and have reached their quota', async () => {
    const board = await aBoard().intake({ depth: 60, openPerRequester: 1 }).make();
    await crowd(board, 41);
    await api.pool.query('ALTER TABLE requests DISABLE TRIGGER USER');
    await api.pool.query(
      `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
       SELECT m.workspace_id, m.board_id, gen_random_uuid(), 100 + u.name::int, 'Waits', u.id, $2, 'infinity', 'infinity'
         FROM notify_me m JOIN users u ON u.id = m.user_id JOIN boards b ON b.id = m.board_id
        WHERE b.key = $1 AND u.name <> '041'`,
      [board.key, api.clock.now()],
    );
    await api.pool.query('ALTER TABLE requests ENABLE TRIGGER USER');
    api.clock.pass({ hours: 1 });
    await sweep();
    expect(await notified(board)).toEqual(['041']);
  });

  test('ends when its person leaves the workspace or may no longer submit', async () => {
    const board = await aFullBoard();
    const [leaves, watches] = [await api.addRequester('Leo Leaves'), await api.addRequester('Wim Watches')];
    for (const person of [leaves, watches]) await switchOn(board, person);
    await leaves.delete(`/v1/workspaces/demo/members/${leaves.id}`);
    await owner.patch(`/v1/workspaces/demo/members/${watches.id}`, { role: 'viewer' });
    const { rows } = await api.pool.query('SELECT user_id FROM notify_me WHERE user_id = ANY ($1)', [
      [leaves.id, watches.id],
    ]);
    expect(rows).toEqual([]);
  });

  test('is refused to people that the intake would admit, and stays on for people who already wait', async () => {
    const board = await aFullBoard();
    const onceOn = () => requester.put<NotifyMe>(pathOf(board), undefined, { 'idempotency-key': 'once-on' });
    const first = await onceOn();
    expect(first.status).toBe(200);
    await manager.answer(board, 1, decline);
    const refused = { status: 409, code: 'intake-takes-requests' };
    expect(refusalOf(await switchOn(board, secondRequester))).toEqual(refused);
    expect((await secondRequester.get<NotifyMe>(pathOf(board))).body.on).toBe(false);
    expect((await switchOn(board, requester)).body).toEqual(first.body);
    await sweep();
    expect(await notified(board)).toEqual(['Rana Roy']);
    expect(refusalOf(await switchOn(board, requester))).toEqual(refused);
    expect((await onceOn()).body).toEqual(first.body);
  });

  test('is refused on an archived board', async () => {
    const board = await aBoard().make();
    await manager.patch(board.path, { archived: true });
    expect(await switchOn(board, requester)).toMatchObject({ status: 409, body: { code: 'board-archived' } });
  });
});

describe('many who wait for room', () => {
  test('are notified few at a time and in their order, the next after ten minutes', async () => {
    const board = await aBoard().intake({ depth: 8, gateByItself: false }).make();
    await manager.setGate(board, { state: 'shut', reason: 'Moving house' });
    await crowd(board, 12);
    await manager.setGate(board, { state: 'open', reason: 'We have moved' });
    const first = ['001', '002', '003', '004', '005'];
    await sweep();
    await sweep();
    expect(await notified(board)).toEqual(first);
    api.clock.pass({ hours: 9 / 60 });
    await sweep();
    expect(await notified(board)).toEqual(first);
    api.clock.pass({ hours: 2 / 60 });
    await sweep();
    expect(await notified(board)).toEqual([...first, '006', '007', '008', '009', '010']);
  });

  test('64 of them and one place: one is notified, once, however many instances sweep at once', async () => {
    const board = await aFullBoard();
    await crowd(board, 64);
    const second = await anotherInstance(api, {});
    try {
      await manager.answer(board, 1, decline);
      const sweeps = [sweep, () => builtApi.serviceOf(second.app, 'SweepService').sweep()];
      await Promise.all([...sweeps, ...sweeps, ...sweeps].map((each) => each()));
      expect(await notified(board)).toEqual(['001']);
      api.clock.pass({ hours: 0.2 });
      await Promise.all([sweep(), sweep()]);
      expect(await notified(board)).toEqual(['001', '002']);
    } finally {
      await second.close();
    }
  });

  test('are at most as many as the cap allows, over HTTP and by plain SQL at once', async () => {
    const board = await aFullBoard();
    await setCaps({ notifyMe: 2 });
    const people = [owner, manager, member, requester, secondRequester];
    const answers = await Promise.all(people.map((person) => switchOn(board, person)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'cap-reached',
      cap: 'notifyMe',
      max: 2,
    });
    const other = await aFullBoard();
    const insert = (person: Person) =>
      api.pool.query(
        `INSERT INTO notify_me (workspace_id, board_id, user_id, asked_at, expires_at)
         SELECT b.workspace_id, b.id, $2, now(), now() + interval '30 days' FROM boards b WHERE b.key = $1`,
        [other.key, person.id],
      );
    const inserted = await Promise.allSettled(people.map(insert));
    expect(inserted.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });
});
