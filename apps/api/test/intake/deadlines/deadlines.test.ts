import { describe, expect, test } from '@jest/globals';
import type { Event, EventList, Request } from '@weir/contract';
import { SweepService } from '../../../src/intake/sweep.service.js';
import { decline, defer, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const sweep = () => world.api.app.get(SweepService).sweep();
const plain = { answerWithinHours: 10, remindBeforeHours: 4, graceHours: 20, gateByItself: false };

type Told = { kind: string; to: string | null; request: number | null; facts: Record<string, unknown> };

/** Everybody's notices of a board, but not those of answers, messages and displaced cards. */
async function noticesOf(board: string): Promise<Told[]> {
  const { rows } = await world.sql.query<Told>(
    `SELECT n.kind::text, u.name AS to, r.number AS request, n.facts
       FROM notices n
       JOIN boards b USING (workspace_id)
       LEFT JOIN requests r ON r.workspace_id = n.workspace_id AND r.id = n.request_id
       LEFT JOIN users u ON u.id = n.user_id
      WHERE b.id = n.board_id AND b.key = $1 AND n.kind IN ('reminder', 'overdue', 'ticketDue', 'gate')
      ORDER BY n.at, r.number, u.name`,
    [board.split('/').at(-1)],
  );
  return rows;
}

async function eventsOf(board: string, ...types: string[]): Promise<Event[]> {
  const { items } = (await world.manager.get<EventList>(`${board}/events`)).body;
  return items.filter(({ type }) => types.includes(type));
}

const read = async (board: string, number = 1) =>
  (await world.requester.get<Request>(`${board}/requests/${number}`)).body;
const aBoard = (intake: object = {}) => world.board({ intake: { ...plain, ...intake } });

describe('a reminder', () => {
  test('goes to all who answer, once, in one event of the system’s', async () => {
    const board = await aBoard({ escalateTo: [world.manager.id] });
    await world.ask(board, 'One');
    await world.ask(board, 'Two');
    await sweep();
    expect(await noticesOf(board)).toEqual([]);
    world.clock.pass({ hours: 6 });
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

  test('is not for what has its answer, nor for what is late by then', async () => {
    const board = await aBoard();
    await world.ask(board, 'Answered');
    await world.ask(board, 'Late');
    await world.manager.put(`${board}/requests/1/answer`, decline);
    world.clock.pass({ hours: 10 });
    await sweep();
    expect(new Set((await noticesOf(board)).map(({ kind, request }) => `${kind} ${request}`))).toEqual(
      new Set(['overdue 2']),
    );
    expect(await eventsOf(board, 'request.reminded')).toEqual([]);
  });
});

describe('an overdue answer', () => {
  test('goes to those whom the policy names, once', async () => {
    const board = await aBoard({ escalateTo: [world.manager.id] });
    await world.ask(board);
    world.clock.pass({ hours: 10 });
    for (let times = 0; times < 3; times += 1) await sweep();
    expect((await noticesOf(board)).filter(({ kind }) => kind === 'overdue')).toMatchObject([
      { to: 'Mira Mensah', request: 1 },
    ]);
    expect(await eventsOf(board, 'request.overdue')).toMatchObject([
      { actor: null, changes: [{ request: 1 }] },
    ]);
    expect(await read(board)).toMatchObject({ state: 'waiting', overdue: true });
  });

  test('goes to all who answer where those named do so no more', async () => {
    const board = await aBoard({ escalateTo: [world.manager.id] });
    await world.ask(board);
    const role = (name: string) =>
      world.sql.query(`UPDATE memberships SET role = $2::role WHERE user_id = $1`, [world.manager.id, name]);
    await role('member');
    world.clock.pass({ hours: 10 });
    await sweep();
    await role('manager');
    expect((await noticesOf(board)).filter(({ kind }) => kind === 'overdue')).toMatchObject([
      { to: 'Olga Ortiz' },
    ]);
  });
});

describe('what nobody answers', () => {
  test('ends with an answer in the system’s name, readable, whose ticket works at once', async () => {
    const board = await aBoard();
    await world.ask(board, 'A sandbox');
    world.clock.pass({ hours: 30 });
    for (let times = 0; times < 3; times += 1) await sweep();
    const ended = await read(board);
    expect(ended).toMatchObject({
      state: 'answered',
      answer: { kind: 'expired', reason: 'noCapacity', by: null, until: world.day() },
      ticket: { from: world.day(), used: false },
    });
    expect(ended.answer?.message).toContain('Nobody has judged it');
    expect(await eventsOf(board, 'requests.expired', 'request.overdue', 'request.reminded')).toMatchObject([
      {
        type: 'requests.expired',
        actor: null,
        changes: [{ request: 1, to: { kind: 'expired', reason: 'noCapacity', until: world.day() } }],
      },
    ]);
    expect(await noticesOf(board)).toEqual([]);
    expect(told(await world.manager.put(`${board}/requests/1/answer`, decline)).code).toBe(
      'already-answered',
    );
    const again = await world.requester.post<Request>(`${board}/requests/1/ask-again`);
    expect(again).toMatchObject({ status: 201, body: { state: 'waiting', follows: { number: 1 } } });
  });

  test('waits on over a weekend where deadlines are working hours', async () => {
    const workingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
    const board = await aBoard({
      answerWithinHours: 8,
      graceHours: 8,
      remindBeforeHours: null,
      workingHours,
    });
    const { answerBy, expiresAt } = await world.ask(board);
    const away = new Date(expiresAt).getTime() - world.clock.now().getTime();
    expect(away).toBeGreaterThan(16 * 3_600_000);
    world.clock.pass({ hours: (new Date(answerBy).getTime() - world.clock.now().getTime()) / 3_600_000 });
    await sweep();
    expect(await read(board)).toMatchObject({ state: 'waiting', overdue: true });
    world.clock.pass({
      hours: (new Date(expiresAt).getTime() - world.clock.now().getTime() - 60_000) / 3_600_000,
    });
    await sweep();
    expect(await read(board)).toMatchObject({ state: 'waiting' });
    world.clock.pass({ hours: 1 / 60 });
    await sweep();
    expect(await read(board)).toMatchObject({ answer: { kind: 'expired' } });
  });

  test('stands still while a question waits for its requester, and ends after 14 days of that', async () => {
    const board = await aBoard();
    for (const number of [1, 2]) {
      await world.ask(board);
      await world.manager.post(`${board}/requests/${number}/messages`, {
        body: 'For whom is it?',
        asks: true,
      });
    }
    world.clock.pass({ days: 13 });
    await sweep();
    expect(await read(board)).toMatchObject({ state: 'waiting', overdue: false });
    expect(await noticesOf(board)).toEqual([]);
    await world.requester.post(`${board}/requests/2/messages`, { body: 'For the data team.' });
    world.clock.pass({ days: 1 });
    await sweep();
    expect(await read(board, 1)).toMatchObject({ answer: { kind: 'expired', reason: 'needsInformation' } });
    expect(await read(board, 2)).toMatchObject({ state: 'waiting', overdue: true });
  });

  test('is kept a deadline after a long stop: columns know it, not a timer', async () => {
    const board = await aBoard();
    await world.ask(board, 'Forgotten over the holidays');
    world.clock.pass({ days: 60 });
    await world.ask(board, 'New');
    await sweep();
    expect(await read(board, 1)).toMatchObject({ answer: { kind: 'expired', until: world.day() } });
    expect(await read(board, 2)).toMatchObject({ state: 'waiting' });
  });
});

describe('a ticket whose day has come', () => {
  const tickets = async (board: string) =>
    (await noticesOf(board))
      .filter(({ kind }) => kind === 'ticketDue')
      .map(({ to, request }) => [to, request]);

  test('is told to its requester, once', async () => {
    const board = await aBoard();
    await world.ask(board);
    await world.manager.put(`${board}/requests/1/answer`, defer(world.day(3)));
    world.clock.pass({ days: 2 });
    await sweep();
    expect(await tickets(board)).toEqual([]);
    world.clock.pass({ days: 1 });
    for (let times = 0; times < 3; times += 1) await sweep();
    world.clock.pass({ days: 2 });
    await sweep();
    expect(await tickets(board)).toEqual([['Rana Roy', 1]]);
  });

  test('is not told once it is used, nor long after its day', async () => {
    const board = await aBoard();
    for (const number of [1, 2]) {
      await world.ask(board);
      await world.manager.put(`${board}/requests/${number}/answer`, defer(world.day(3)));
    }
    world.clock.pass({ days: 3 });
    expect((await world.requester.post(`${board}/requests/1/ask-again`)).status).toBe(201);
    world.clock.pass({ days: 8 });
    await sweep();
    expect(await tickets(board)).toEqual([]);
  });

  test('is told of a card that left the board in a trade', async () => {
    const board = await world.board({ doing: 1, ready: 0, intake: plain });
    await world.ask(board, 'In flight');
    await world.ask(board, 'More urgent');
    const { columns } = (await world.manager.get<{ columns: { id: string; name: string }[] }>(board)).body;
    const columnId = columns.find(({ name }) => name === 'Doing')?.id;
    await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept', columnId });
    const traded = await world.manager.put(`${board}/requests/2/answer`, {
      kind: 'trade',
      displaces: 1,
      reason: 'noCapacity',
      message: 'This is for the audit.',
      until: world.day(5),
    });
    expect(traded.status).toBe(200);
    world.clock.pass({ days: 5 });
    await sweep();
    await sweep();
    expect(await tickets(board)).toEqual([['Rana Roy', 1]]);
  });
});

test('an archived board is left alone, and one that fails keeps no other from its deadlines', async () => {
  const [archived, broken, well] = [await aBoard(), await aBoard(), await aBoard()];
  for (const board of [broken, well]) await world.ask(board);
  await world.manager.patch(archived, { archived: true });
  const at = broken.split('/').at(-1);
  await world.sql.query(`
    CREATE FUNCTION weir.broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.board_id = (SELECT id FROM boards WHERE key = '${at}') THEN RAISE EXCEPTION 'broken'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER a_broken BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION weir.broken()`);
  world.clock.pass({ hours: 30 });
  await sweep();
  expect(await read(broken)).toMatchObject({ state: 'waiting' });
  expect(await read(well)).toMatchObject({ answer: { kind: 'expired' } });
  await world.sql.query('DROP FUNCTION weir.broken() CASCADE');
  await sweep();
  expect(await read(broken)).toMatchObject({ answer: { kind: 'expired' } });
});
