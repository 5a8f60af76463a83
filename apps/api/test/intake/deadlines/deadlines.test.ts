import { describe, expect, test } from '@jest/globals';

import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest, type RecordedEvent } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester } = api.people;
const sweep = () => api.service('SweepService').sweep();
const plain = { answerWithinHours: 10, remindBeforeHours: 4, graceHours: 20, gateByItself: false };

type NoticeRow = { kind: string; to: string | null; request: number | null; facts: Record<string, unknown> };

/** The notices about deadlines, tickets and the gate of a board, of all people. */
async function noticesOf(board: BoardUnderTest): Promise<NoticeRow[]> {
  const { rows } = await api.pool.query<NoticeRow>(
    `SELECT n.kind::text, u.name AS to, r.number AS request, n.facts
       FROM notices n
       JOIN boards b USING (workspace_id)
       LEFT JOIN requests r ON r.workspace_id = n.workspace_id AND r.id = n.request_id
       LEFT JOIN users u ON u.id = n.user_id
      WHERE b.id = n.board_id AND b.key = $1 AND n.kind IN ('reminder', 'overdue', 'ticketDue', 'gate')
      ORDER BY n.at, r.number, u.name`,
    [board.key],
  );
  return rows;
}

async function eventsOf(board: BoardUnderTest, ...types: string[]): Promise<RecordedEvent[]> {
  return (await board.events()).filter(({ type }) => types.includes(type));
}

const read = async (board: BoardUnderTest, number = 1) => (await requester.readRequest(board, number)).body;

describe('a reminder', () => {
  test('goes once to all managers and owners, as one event of the system', async () => {
    const board = await aBoard()
      .intake({ ...plain, escalateTo: [manager.id] })
      .make();
    await board.ask('One');
    await board.ask('Two');
    await sweep();
    expect(await noticesOf(board)).toEqual([]);
    api.clock.pass({ hours: 6 });
    for (let times = 0; times < 3; times += 1) await sweep();
    expect((await noticesOf(board)).map(({ kind, to, request }) => [kind, to, request])).toEqual([
      ['reminder', 'Mira Mensah', 1],
      ['reminder', 'Olga Ortiz', 1],
      ['reminder', 'Mira Mensah', 2],
      ['reminder', 'Olga Ortiz', 2],
    ]);
    expect(await eventsOf(board, 'request.reminded')).toMatchObject([
      { actor: null, changes: [{ request: 1 }, { request: 2 }] },
    ]);
  });

  test('is not sent for an answered or overdue request', async () => {
    const board = await aBoard().intake(plain).make();
    await board.ask('Answered');
    await board.ask('Late');
    await manager.answer(board, 1, decline);
    api.clock.pass({ hours: 10 });
    await sweep();
    expect(new Set((await noticesOf(board)).map(({ kind, request }) => `${kind} ${request}`))).toEqual(
      new Set(['overdue 2']),
    );
    expect(await eventsOf(board, 'request.reminded')).toEqual([]);
  });
});

describe('an overdue request', () => {
  test('escalates once to the people that the policy names', async () => {
    const board = await aBoard()
      .intake({ ...plain, escalateTo: [manager.id] })
      .make();
    await board.ask();
    api.clock.pass({ hours: 10 });
    for (let times = 0; times < 3; times += 1) await sweep();
    expect((await noticesOf(board)).filter(({ kind }) => kind === 'overdue')).toMatchObject([
      { to: 'Mira Mensah', request: 1 },
    ]);
    expect(await eventsOf(board, 'request.overdue')).toMatchObject([
      { actor: null, changes: [{ request: 1 }] },
    ]);
    expect(await read(board)).toMatchObject({ state: 'waiting', overdue: true });
  });

  test('escalates to all managers and owners if those named have lost the role', async () => {
    const board = await aBoard()
      .intake({ ...plain, escalateTo: [manager.id] })
      .make();
    await board.ask();
    const role = (name: string) =>
      api.pool.query(`UPDATE memberships SET role = $2::role WHERE user_id = $1`, [manager.id, name]);
    await role('member');
    api.clock.pass({ hours: 10 });
    await sweep();
    await role('manager');
    expect((await noticesOf(board)).filter(({ kind }) => kind === 'overdue')).toMatchObject([
      { to: 'Olga Ortiz' },
    ]);
  });
});

describe('a request that nobody answers', () => {
  test('expires with an answer of the system and a ticket valid at once', async () => {
    const board = await aBoard().intake(plain).make();
    await board.ask('A sandbox');
    api.clock.pass({ hours: 30 });
    for (let times = 0; times < 3; times += 1) await sweep();
    const ended = await read(board);
    expect(ended).toMatchObject({
      state: 'answered',
      answer: { kind: 'expired', reason: 'noCapacity', by: null, until: api.day() },
      ticket: { from: api.day(), used: false },
    });
    expect(ended.answer?.message).toContain('The team made no decision on it');
    expect(await eventsOf(board, 'requests.expired', 'request.overdue', 'request.reminded')).toMatchObject([
      {
        type: 'requests.expired',
        actor: null,
        changes: [{ request: 1, to: { kind: 'expired', reason: 'noCapacity', until: api.day() } }],
      },
    ]);
    expect(await noticesOf(board)).toEqual([]);
    expect(refusalOf(await manager.answer(board, 1, decline)).code).toBe('already-answered');
    const again = await requester.askAgain(board, 1);
    expect(again).toMatchObject({ status: 201, body: { state: 'waiting', follows: { number: 1 } } });
  });

  test('waits over a weekend if its deadlines count working hours', async () => {
    const workingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
    const board = await aBoard()
      .intake({ ...plain, answerWithinHours: 8, graceHours: 8, remindBeforeHours: null, workingHours })
      .make();
    const { answerBy, expiresAt } = await board.ask();
    const away = new Date(expiresAt).getTime() - api.clock.now().getTime();
    expect(away).toBeGreaterThan(16 * 3_600_000);
    api.clock.pass({ hours: (new Date(answerBy).getTime() - api.clock.now().getTime()) / 3_600_000 });
    await sweep();
    expect(await read(board)).toMatchObject({ state: 'waiting', overdue: true });
    api.clock.pass({
      hours: (new Date(expiresAt).getTime() - api.clock.now().getTime() - 60_000) / 3_600_000,
    });
    await sweep();
    expect(await read(board)).toMatchObject({ state: 'waiting' });
    api.clock.pass({ hours: 1 / 60 });
    await sweep();
    expect(await read(board)).toMatchObject({ answer: { kind: 'expired' } });
  });

  test('is paused by a question and expires after 14 days without a reply', async () => {
    const board = await aBoard().intake(plain).make();
    for (const number of [1, 2]) {
      await board.ask();
      await manager.say(board, number, 'Who is it for?', { asks: true });
    }
    api.clock.pass({ days: 13 });
    await sweep();
    expect(await read(board)).toMatchObject({ state: 'waiting', overdue: false });
    expect(await noticesOf(board)).toEqual([]);
    await requester.say(board, 2, 'For the data team.');
    api.clock.pass({ days: 1 });
    await sweep();
    expect(await read(board, 1)).toMatchObject({ answer: { kind: 'expired', reason: 'needsInformation' } });
    expect(await read(board, 2)).toMatchObject({ state: 'waiting', overdue: true });
  });

  test('expires after a long stop of the server, because deadlines are columns', async () => {
    const board = await aBoard().intake(plain).make();
    await board.ask('Forgotten over the holidays');
    api.clock.pass({ days: 60 });
    await board.ask('New');
    await sweep();
    expect(await read(board, 1)).toMatchObject({ answer: { kind: 'expired', until: api.day() } });
    expect(await read(board, 2)).toMatchObject({ state: 'waiting' });
  });
});

describe('a ticket that becomes valid', () => {
  const tickets = async (board: BoardUnderTest) =>
    (await noticesOf(board))
      .filter(({ kind }) => kind === 'ticketDue')
      .map(({ to, request }) => [to, request]);

  test('notifies its requester once', async () => {
    const board = await aBoard().intake(plain).make();
    await board.ask();
    await manager.answer(board, 1, defer(api.day(3)));
    api.clock.pass({ days: 2 });
    await sweep();
    expect(await tickets(board)).toEqual([]);
    api.clock.pass({ days: 1 });
    for (let times = 0; times < 3; times += 1) await sweep();
    api.clock.pass({ days: 2 });
    await sweep();
    expect(await tickets(board)).toEqual([['Rana Roy', 1]]);
  });

  test('notifies nobody if it was used or is long past', async () => {
    const board = await aBoard().intake(plain).make();
    for (const number of [1, 2]) {
      await board.ask();
      await manager.answer(board, number, defer(api.day(3)));
    }
    api.clock.pass({ days: 3 });
    expect((await requester.askAgain(board, 1)).status).toBe(201);
    api.clock.pass({ days: 8 });
    await sweep();
    expect(await tickets(board)).toEqual([]);
  });

  test('notifies the requester of a card that left in a trade', async () => {
    const board = await aBoard()
      .column('Ready', { kind: 'queue', limit: 0 })
      .column('Doing', { limit: 1 })
      .intake(plain)
      .make();
    await board.ask('In flight');
    await board.ask('More urgent');
    await manager.answer(board, 1, { kind: 'accept', column: 'Doing' });
    const traded = await manager.answer(board, 2, {
      kind: 'trade',
      displaces: 1,
      reason: 'noCapacity',
      message: 'This is for the audit.',
      until: api.day(5),
    });
    expect(traded.status).toBe(200);
    api.clock.pass({ days: 5 });
    await sweep();
    await sweep();
    expect(await tickets(board)).toEqual([['Rana Roy', 1]]);
  });
});

test('the sweep skips archived boards, and a failing board does not stop the others', async () => {
  const [archived, broken, well] = [
    await aBoard().intake(plain).make(),
    await aBoard().intake(plain).make(),
    await aBoard().intake(plain).make(),
  ];
  for (const board of [broken, well]) await board.ask();
  await manager.patch(archived.path, { archived: true });
  const at = broken.key;
  await api.pool.query(`
    CREATE FUNCTION weir.broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.board_id = (SELECT id FROM boards WHERE key = '${at}') THEN RAISE EXCEPTION 'broken'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER a_broken BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION weir.broken()`);
  api.clock.pass({ hours: 30 });
  await sweep();
  expect(await read(broken)).toMatchObject({ state: 'waiting' });
  expect(await read(well)).toMatchObject({ answer: { kind: 'expired' } });
  await api.pool.query('DROP FUNCTION weir.broken() CASCADE');
  await sweep();
  expect(await read(broken)).toMatchObject({ answer: { kind: 'expired' } });
});
