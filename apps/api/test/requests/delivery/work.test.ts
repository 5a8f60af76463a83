import { expect, test } from '@jest/globals';
import type {
  NoticeList,
  QueueList,
  Request,
  RequesterBoard,
  RequestHistory,
  RequestList,
  Work,
} from '@weir/contract';
import { daysBetween } from '@weir/domain';
import { toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager, member, requester, secondRequester } = api.people;
const intake = { depth: 9, openPerRequester: 9 };

const workOf = async (board: BoardUnderTest, number = 1) =>
  (await requester.readRequest(board, number)).body.work as Work;
const block = (board: BoardUnderTest, number: number, reason: string) =>
  member.put(`${board.path}/cards/${number}/block`, { reason });
const received = (who: keyof typeof api.people, board: BoardUnderTest, body: object = { ok: true }) =>
  api.people[who].put<Request & { code: string }>(`${board.path}/requests/1/received`, body);

async function sweep(minutes = 2): Promise<void> {
  api.clock.pass({ minutes });
  await api.service('SweepService').sweep();
}

async function noticesOn(board: BoardUnderTest, who: 'requester' | 'secondRequester' = 'requester') {
  const { items } = (await api.people[who].get<NoticeList>('/v1/workspaces/demo/notices?size=100')).body;
  return items.filter((notice) => notice.board.key === board.key).toReversed();
}

/** A board that delivered two cards a day for a month, with a request accepted into Ready. */
async function accepted(column = 'Ready') {
  const board = await aBoard().column('Doing').column('Review').intake(intake).make();
  for (let day = 0; day < 15; day += 1) {
    await board.cards('Done', 2);
    api.clock.pass({ days: 1 });
  }
  await board.ask('A sandbox');
  const answered = await manager.answer(board, 1, { kind: 'accept', column });
  const card = answered.body.card?.number as number;
  return { board, card, answered };
}

test('an accepted request has the state of its card, and its ETag follows while its version stays', async () => {
  const board = await aBoard().intake(intake).make();
  expect((await board.ask('A sandbox')).work).toBeNull();
  const answer = await manager.answer(board, 1, { kind: 'accept' });
  expect(answer.body.work).toMatchObject({ state: 'queued', reason: null, message: null, received: null });
  const seen: (string | null)[] = [];
  const versions = new Set<number>();
  const states: unknown[] = [];
  const look = async () => {
    const { headers, body } = await requester.readRequest(board, 1);
    seen.push(headers.get('etag'));
    versions.add(body.version);
    states.push([body.work?.state, body.work?.reason, body.work?.message]);
  };
  await look();
  await member.moveCard(board, 1, { column: 'Doing' });
  await look();
  await block(board, 1, 'A key is missing');
  await look();
  await member.delete(`${board.path}/cards/1/block`);
  await look();
  await member.moveCard(board, 1, { column: 'Ready', toRequester });
  await look();
  await member.archive(board, 1, { toRequester: { reason: 'other', message: 'It is not needed any more.' } });
  await look();
  await member.restore(board, 1);
  await member.moveCard(board, 1, { column: 'Done' });
  await look();
  expect(states).toEqual([
    ['queued', null, null],
    ['begun', null, null],
    ['blocked', 'A key is missing', null],
    ['begun', null, null],
    ['putBack', 'The team has no capacity for it now.', toRequester.message],
    ['takenOff', null, 'It is not needed any more.'],
    ['delivered', null, null],
  ]);
  expect(new Set(seen).size).toBe(seen.length);
  expect(versions.size).toBe(1);
});

test('every list and page shows the same work, with the date that is expected now', async () => {
  const { board, answered } = await accepted();
  const { work } = (await requester.readRequest(board, 1)).body;
  expect(work?.expected).toMatchObject({ sample: 30 });
  expect(answered.body.work).toEqual(work);
  const own = (await requester.get<RequestList>(`${board.path}/requests`)).body.items[0];
  const all = (await manager.get<RequestList>(`${board.path}/requests?state=answered`)).body.items[0];
  const mine = (await requester.get<QueueList>('/v1/workspaces/demo/requests?of=me')).body.items;
  expect([own?.work, all?.work, mine.find(({ board: { key } }) => key === board.key)?.request.work]).toEqual([
    work,
    work,
    work,
  ]);
  const dayOf = ({ expected }: Work) => (expected as { p85: string }).p85;
  await board.cards('Doing', 20);
  expect(dayOf(await workOf(board)) > dayOf(work as Work)).toBe(true);
  await member.moveCard(board, 31, { column: 'Done' });
  expect((await workOf(board)).expected).toBeNull();
});

test('the requester is notified of each state once, with the date, and never of what was undone', async () => {
  const { board, card } = await accepted();
  expect((await noticesOn(board)).map(({ kind }) => kind)).toEqual(['answered']);
  expect((await noticesOn(board))[0]?.text).toMatch(/It is expected by .+ \(85% likely\)\./);
  await member.moveCard(board, card, { column: 'Doing' });
  await block(board, card, 'A wrong card');
  await member.delete(`${board.path}/cards/${card}/block`);
  await sweep();
  await sweep();
  await member.moveCard(board, card, { column: 'Done' });
  await member.moveCard(board, card, { column: 'Doing' });
  await sweep();
  await member.moveCard(board, card, { column: 'Review' });
  await sweep();
  await member.archive(board, card, { toRequester });
  await sweep();
  await member.restore(board, card);
  await sweep();
  await member.moveCard(board, card, { column: 'Done' });
  await sweep();
  const items = await noticesOn(board);
  expect(items.map(({ kind }) => kind)).toEqual(['answered', 'begun', 'takenOff', 'restored', 'delivered']);
  expect(items[1]?.text).toMatch(/^Platform began work on .+\.\n\nIt is expected by /);
  expect(items[2]?.text).toContain(toRequester.message);
});

test('a date that moves far is announced once, and a small move is not', async () => {
  const { board } = await accepted();
  await sweep();
  await board.cards('Doing', 2);
  await sweep();
  expect((await noticesOn(board)).map(({ kind }) => kind)).toEqual(['answered']);
  await board.cards('Doing', 30);
  await sweep();
  await sweep();
  const items = await noticesOn(board);
  expect(items.map(({ kind }) => kind)).toEqual(['answered', 'expected']);
  expect(items[1]?.text).toMatch(/ is now expected by .+ \(85% likely\)\. Before, it was /);
  const { rows } = await api.pool.query(
    `SELECT count(*)::int FROM given_forecasts g JOIN boards b ON b.id = g.board_id WHERE b.key = $1 AND g.ahead > 30`,
    [board.key],
  );
  expect(rows[0].count).toBeGreaterThan(0);
});

test('a date that moves far waits a minute for an undo, and ten at most where work never rests', async () => {
  const { board } = await accepted();
  await sweep();
  await board.cards('Doing', 30);
  await sweep(0);
  await api.pool.query(
    `UPDATE cards c SET archived_at = now() FROM boards b, columns k
    WHERE b.key = $1 AND c.board_id = b.id AND k.id = c.column_id AND k.name = 'Doing'`,
    [board.key],
  );
  await sweep(0.5);
  await sweep(1);
  expect((await noticesOn(board)).map(({ kind }) => kind)).toEqual(['answered']);
  await board.cards('Doing', 30);
  for (let minute = 0; minute < 11; minute += 1) {
    expect((await noticesOn(board)).map(({ kind }) => kind)).toEqual(['answered']);
    await member.patch(`${board.path}/cards/1`, { title: `The cards move on ${minute}` });
    await sweep(0.95);
  }
  expect((await noticesOn(board)).map(({ kind }) => kind)).toEqual(['answered', 'expected']);
});

test('every date that is expected is a working day of the board', async () => {
  const { board } = await accepted();
  const work = async () => (await workOf(board)).expected as { p50: string; p85: string };
  const { p50, p85 } = await work();
  const isOff = (day: string) => new Date(day).getUTCDay() !== 3 || [p50, p85].includes(day);
  expect([isOff(p50), isOff(p85)]).toEqual([true, true]);
  const workingHours = { days: [3], from: '09:00', to: '17:00', holidays: [...new Set([p50, p85])] };
  expect((await manager.patch(`${board.path}/intake`, { workingHours })).status).toBe(200);
  api.clock.pass({ minutes: 2 });
  const later = await work();
  for (const [day, before] of [
    [later.p50, p50],
    [later.p85, p85],
  ] as const) {
    expect(isOff(day)).toBe(false);
    expect(daysBetween(before, day)).toBeLessThanOrEqual(14);
    expect(day > before).toBe(true);
  }
  const door = (await requester.get<RequesterBoard>(`${board.path}/intake/door`)).body.forecast as {
    p85: string;
  };
  expect(isOff(door.p85)).toBe(false);
  await board.ask('Another one');
  await requester.readRequest(board, 2);
  const { rows } = await api.pool.query(
    `SELECT p50::text, p85::text FROM given_forecasts g JOIN boards b ON b.id = g.board_id
       JOIN requests r ON r.id = g.request_id WHERE b.key = $1 AND r.number = 2`,
    [board.key],
  );
  expect(rows.map((row) => [isOff(row.p50), isOff(row.p85)])).toEqual(rows.map(() => [false, false]));
  expect(rows.length).toBeGreaterThan(0);
});

test('those who asked for the same are notified too, and the person who did it is not', async () => {
  const board = await aBoard().intake(intake).make();
  await member.submit(board, { title: 'For myself' });
  const same = (await secondRequester.submit(board, { title: 'Me too' })).body;
  await manager.answer(board, same.number, { kind: 'duplicate', of: 1 });
  await manager.answer(board, 1, { kind: 'accept' });
  await member.moveCard(board, 1, { column: 'Done' });
  await sweep();
  expect((await noticesOn(board, 'secondRequester')).at(-1)).toMatchObject({ kind: 'delivered' });
  expect((await noticesOn(board, 'secondRequester')).at(-1)?.text).not.toContain('Is it what you needed');
  const own = (await member.get<NoticeList>('/v1/workspaces/demo/notices')).body.items;
  expect(own.filter((notice) => notice.board.key === board.key).map(({ kind }) => kind)).toEqual([
    'answered',
  ]);
});

test('only its requester confirms a delivery, once, and only while it is delivered', async () => {
  const { board, card } = await accepted('Doing');
  expect(await received('requester', board)).toMatchObject({ status: 409, body: { code: 'not-delivered' } });
  await member.moveCard(board, card, { column: 'Done' });
  for (const who of ['owner', 'manager', 'member'] as const)
    expect(await received(who, board)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect((await received('viewer', board)).status).toBe(403);
  for (const who of ['secondRequester', 'stranger'] as const)
    expect((await received(who, board)).status).toBe(404);
  expect((await received('requester', board, { ok: false })).status).toBe(422);
  const seq = (await board.read()).seq;
  const yes = await received('requester', board);
  expect(yes.body.work?.received).toMatch(/Z$/);
  expect((await received('requester', board)).body.work).toEqual(yes.body.work);
  expect(await board.events(seq)).toMatchObject([
    { type: 'request.received', changes: [{ request: 1, to: { receivedAt: yes.body.work?.received } }] },
  ]);

  await member.moveCard(board, card, { column: 'Doing' });
  expect(await workOf(board)).toMatchObject({ state: 'begun', received: null });
  await member.moveCard(board, card, { column: 'Done' });
  expect(await workOf(board)).toMatchObject({ state: 'delivered', received: null });
  expect((await received('requester', board)).status).toBe(200);
  const { items } = (await requester.get<RequestHistory>(`${board.path}/requests/1/history`)).body;
  const confirmed = items.filter(({ what }) => what === 'The requester confirmed the delivery.');
  expect(confirmed.map(({ by }) => by?.id)).toEqual([requester.id, requester.id]);
  expect(items.map(({ what }) => what)).toContain('The card was reopened.');
});
