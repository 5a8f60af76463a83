import type { NoticeList, UnreadNotices } from '@weir/contract';
import { decline, defer } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { owner, manager, member, requester, secondRequester } = api.people;
const notices = '/v1/workspaces/demo/notices';

async function noticesOf(who: 'requester' | 'secondRequester' | 'manager' | 'owner' | 'viewer', query = '') {
  return (await api.people[who].get<NoticeList>(`${notices}${query}`)).body;
}

async function readAll(): Promise<void> {
  for (const who of ['requester', 'secondRequester', 'manager', 'owner'] as const) {
    await api.people[who].put(`${notices}/read`, {});
  }
}

test('notifies the requester of the answer, and not the person who gave it', async () => {
  const board = await aBoard().make();
  const { number, ref } = await board.ask('Self-service sandboxes');
  const until = api.day(30);
  await manager.answer(board, number, defer(until));

  const { items, unread, mail } = await noticesOf('requester');
  expect(unread).toBe(1);
  expect(mail).toBe(false);
  expect(items[0]).toMatchObject({
    kind: 'answered',
    readAt: null,
    board: { key: board.key, name: 'Platform' },
    request: { number, ref, title: 'Self-service sandboxes' },
    title: 'Not now: Self-service sandboxes',
  });
  expect(items[0]?.text).toMatch(/^Ask again when the migration is through\.\n\nYou can ask again from /);
  expect(await noticesOf('manager')).toMatchObject({ items: [{ kind: 'newRequest' }], unread: 0 });
  expect(await noticesOf('viewer')).toMatchObject({ items: [], unread: 0 });
});

test('notifies the requester of a duplicate at once, and again of the answer', async () => {
  await readAll();
  const board = await aBoard().make();
  const first = await board.ask('Dark mode');
  const again = (await secondRequester.submit(board, { title: 'A dark theme, please' })).body;
  await manager.answer(board, again.number, {
    kind: 'duplicate',
    of: first.number,
  });
  await manager.answer(board, first.number, decline);

  const { items } = await noticesOf('secondRequester', '?state=unread');
  expect(items.map(({ title, request }) => [title, request?.number])).toEqual([
    ['Declined: Dark mode', first.number],
    ['Duplicate: A dark theme, please', again.number],
  ]);
  expect(items[0]?.text).toBe(
    `You asked for the same thing as ${first.ref}. That request now has an answer.\n\n${decline.message}`,
  );
  expect(items[1]?.text).toContain(`It is a duplicate of ${first.ref}`);
});

test('notifies the requester of a question and the asker of the reply', async () => {
  await readAll();
  const board = await aBoard().make();
  const { number, ref } = await board.ask('A queue');
  await manager.say(board, number, 'How long may it be?', { asks: true });
  await requester.say(board, number, 'A thousand.');

  const [question] = (await noticesOf('requester', '?state=unread')).items;
  expect(question).toMatchObject({ kind: 'question', title: 'Question: A queue' });
  expect(question?.text).toBe(`How long may it be?\n\nThe deadline of ${ref} is paused until you reply.`);
  const [reply] = (await noticesOf('manager', '?state=unread')).items;
  expect(reply).toMatchObject({ kind: 'reply', title: 'Reply: A queue', text: 'A thousand.' });
});

test('notifies the requester whose card was displaced in a trade', async () => {
  await readAll();
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const mine = await board.ask('Mine');
  await manager.answer(board, mine.number, { kind: 'accept', column: 'Doing' });
  const theirs = (await secondRequester.submit(board, { title: 'Theirs' })).body;
  const message = 'The audit can’t wait, yours can.';
  const traded = await manager.answer(board, theirs.number, {
    kind: 'trade',
    displaces: 1,
    reason: 'noCapacity',
    message,
  });
  expect(traded.status).toBe(200);

  const [back, accepted] = (await noticesOf('requester', '?state=unread')).items;
  expect(accepted).toMatchObject({ kind: 'answered', title: 'Accepted: Mine' });
  expect(back).toMatchObject({ kind: 'displaced', title: 'Put back: Mine' });
  expect(back?.text).toBe(
    `${message}\n\nIt made room for another card. It waits in the queue of Platform again.`,
  );
  expect((await noticesOf('secondRequester', '?state=unread')).items[0]?.title).toBe(
    'Accepted in a trade: Theirs',
  );
});

test('notifies the requesters of a card that is put back, with the reason', async () => {
  await readAll();
  const board = await aBoard().make();
  await board.ask('Mine');
  const same = (await secondRequester.submit(board, { title: 'Mine too' })).body;
  await manager.answer(board, same.number, { kind: 'duplicate', of: 1 });
  await manager.answer(board, 1, { kind: 'accept' });
  await member.moveCard(board, 1, { column: 'Doing' });
  await readAll();
  const back = (body: object) =>
    member.putBack(board, 1, body, {
      'idempotency-key': 'once',
    });
  const reason = 'The supplier is late';
  const short = await back({ reason: 'No time', message: 'The supplier is late, as it seems.' });
  expect(short).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }] } });
  expect((await back({ reason, message: 'Next week, we hope.' })).status).toBe(200);
  expect((await back({ reason, message: 'Next week, we hope.' })).status).toBe(200);
  api.clock.pass({ minutes: 2 });
  await api.service('SweepService').sweep();

  const [mine, ...more] = (await noticesOf('requester', '?state=unread')).items;
  expect(more).toEqual([]);
  expect(mine).toMatchObject({ kind: 'putBack', title: 'Put back: Mine', request: { number: 1 } });
  expect(mine?.text).toBe(
    `Platform put ${mine?.request?.ref} back. It waits in the queue of Platform again.\n\n${reason}\n\nNext week, we hope.`,
  );
  expect((await noticesOf('secondRequester', '?state=unread')).items).toMatchObject([
    { kind: 'putBack', title: 'Put back: Mine' },
  ]);
  expect(JSON.stringify((await noticesOf('manager', '?state=unread')).items)).not.toContain('putBack');
});

test('lets nobody read or mark the notices of others', async () => {
  await readAll();
  const board = await aBoard().make();
  const { number } = await board.ask('Private');
  await manager.answer(board, number, decline);
  const [mine] = (await noticesOf('requester', '?state=unread')).items;

  for (const other of ['owner', 'manager', 'secondRequester'] as const) {
    const ids = JSON.stringify((await noticesOf(other)).items.map(({ id }) => id));
    expect(ids).not.toContain(mine?.id);
    expect(await api.people[other].put(`${notices}/read`, { ids: [mine?.id] })).toMatchObject({
      status: 200,
      body: { unread: 0 },
    });
  }
  expect((await noticesOf('requester')).unread).toBe(1);
});

test('keeps the time a notice was first read, and counts the unread ones', async () => {
  await readAll();
  const board = await aBoard().intake({ openPerRequester: 5 }).make();
  for (const title of ['One', 'Two', 'Three']) {
    const { number } = await board.ask(title);
    await manager.answer(board, number, decline);
  }
  const mark = (body: object, key?: string) =>
    requester.put<UnreadNotices>(`${notices}/read`, body, key ? { 'idempotency-key': key } : {});
  const [newest] = (await noticesOf('requester')).items;
  expect((await mark({ ids: [newest?.id] }, 'once')).body).toEqual({ unread: 2 });
  const { readAt } = (await noticesOf('requester')).items[0] as { readAt: string };
  expect((await mark({ ids: [newest?.id] })).body).toEqual({ unread: 2 });
  expect((await noticesOf('requester')).items[0]?.readAt).toBe(readAt);
  expect((await noticesOf('requester', '?state=unread')).items.map(({ request }) => request?.title)).toEqual([
    'Two',
    'One',
  ]);
  expect((await mark({})).body).toEqual({ unread: 0 });
  expect(await mark({ ids: [newest?.id] }, 'once')).toMatchObject({ status: 200, body: { unread: 2 } });
  expect(await mark({}, 'once')).toMatchObject({ status: 422 });
});

test('lists notices in pages without gaps or repeats', async () => {
  const all = (await noticesOf('requester')).items.map(({ id }) => id);
  expect(all.length).toBeGreaterThan(4);
  const paged: string[] = [];
  let cursor = '';
  do {
    const page = await noticesOf('requester', `?size=2${cursor && `&cursor=${cursor}`}`);
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? '';
  } while (cursor);
  expect(paged).toEqual(all);
  const wrong = Buffer.from('2026-01-01').toString('base64url');
  expect(await requester.get(`${notices}?cursor=${wrong}`)).toMatchObject({ status: 422 });
});

test('shows no notices to a person who has left', async () => {
  const gone = secondRequester;
  await owner.delete(`/v1/workspaces/demo/members/${gone.id}`);
  expect(await secondRequester.get(notices)).toMatchObject({ status: 404 });
});
