import type { Board, NoticeList, ProblemOf, Request, UnreadNotices } from '@weir/contract';
import { decline, defer, theWorld } from '../support/intake-world.js';

const world = theWorld();
const notices = '/v1/workspaces/demo/notices';

async function told(who: 'requester' | 'otherRequester' | 'manager' | 'owner' | 'viewer', query = '') {
  return (await world[who].get<NoticeList>(`${notices}${query}`)).body;
}

async function readAll(): Promise<void> {
  for (const who of ['requester', 'otherRequester', 'manager', 'owner'] as const) {
    await world[who].put(`${notices}/read`, {});
  }
}

test('who asked is told of the answer in the team’s words, who answered is not', async () => {
  const board = await world.board();
  const { number, ref } = await world.ask(board, 'Self-service sandboxes');
  const until = world.day(30);
  await world.manager.put(`${board}/requests/${number}/answer`, defer(until));

  const { items, unread, mail } = await told('requester');
  expect(unread).toBe(1);
  expect(mail).toBe(false);
  expect(items[0]).toMatchObject({
    kind: 'answered',
    readAt: null,
    board: { key: board.split('/').at(-1), name: 'Platform' },
    request: { number, ref, title: 'Self-service sandboxes' },
    title: 'Not now: Self-service sandboxes',
  });
  expect(items[0]?.text).toMatch(/^Ask again when the migration is through\.\n\nYou may ask again from /);
  expect(await told('manager')).toMatchObject({ items: [], unread: 0 });
  expect(await told('viewer')).toMatchObject({ items: [], unread: 0 });
});

test('who asked the same is told that it was asked before, and later of the answer', async () => {
  await readAll();
  const board = await world.board();
  const first = await world.ask(board, 'Dark mode');
  const again = (
    await world.otherRequester.post<Request>(`${board}/requests`, { title: 'A dark theme, please' })
  ).body;
  await world.manager.put(`${board}/requests/${again.number}/answer`, {
    kind: 'duplicate',
    of: first.number,
  });
  await world.manager.put(`${board}/requests/${first.number}/answer`, decline);

  const { items } = await told('otherRequester', '?state=unread');
  expect(items.map(({ title, request }) => [title, request?.number])).toEqual([
    ['No: Dark mode', first.number],
    ['Asked before: A dark theme, please', again.number],
  ]);
  expect(items[0]?.text).toBe(
    `You asked the same as ${first.ref}, which has its answer now.\n\n${decline.message}`,
  );
  expect(items[1]?.text).toContain(`It is the same as ${first.ref}`);
});

test('a question goes to who asked, and the reply to who put it', async () => {
  await readAll();
  const board = await world.board();
  const { number, ref } = await world.ask(board, 'A queue');
  await world.manager.post(`${board}/requests/${number}/messages`, {
    body: 'How long may it be?',
    asks: true,
  });
  await world.requester.post(`${board}/requests/${number}/messages`, { body: 'A thousand.' });

  const [question] = (await told('requester', '?state=unread')).items;
  expect(question).toMatchObject({ kind: 'question', title: 'Question: A queue' });
  expect(question?.text).toBe(
    `How long may it be?\n\nThe time to answer ${ref} stands still until you reply.`,
  );
  const [reply] = (await told('manager', '?state=unread')).items;
  expect(reply).toMatchObject({ kind: 'reply', title: 'Reply: A queue', text: 'A thousand.' });
});

test('whose work a trade put back is told where it is', async () => {
  await readAll();
  const board = await world.board({ doing: 1 });
  const mine = await world.ask(board, 'Mine');
  const doing = (await world.member.get<Board>(board)).body.columns.find(({ name }) => name === 'Doing');
  await world.manager.put(`${board}/requests/${mine.number}/answer`, { kind: 'accept', columnId: doing?.id });
  const theirs = (await world.otherRequester.post<Request>(`${board}/requests`, { title: 'Theirs' })).body;
  const message = 'The audit can’t wait, yours can.';
  const traded = await world.manager.put(`${board}/requests/${theirs.number}/answer`, {
    kind: 'trade',
    displaces: 1,
    reason: 'noCapacity',
    message,
  });
  expect(traded.status).toBe(200);

  const [back, accepted] = (await told('requester', '?state=unread')).items;
  expect(accepted).toMatchObject({ kind: 'answered', title: 'Accepted: Mine' });
  expect(back).toMatchObject({ kind: 'displaced', title: 'Put back: Mine' });
  expect(back?.text).toBe(
    `${message}\n\nOther work took its place. It waits in the queue of Platform again.`,
  );
  expect((await told('otherRequester', '?state=unread')).items[0]?.title).toBe('Accepted in trade: Theirs');
});

test('whose card is put back is told why, and so is who asked the same; who put it back is not', async () => {
  await readAll();
  const board = await world.board();
  await world.ask(board, 'Mine');
  const same = (await world.otherRequester.post<Request>(`${board}/requests`, { title: 'Mine too' })).body;
  await world.manager.put(`${board}/requests/${same.number}/answer`, { kind: 'duplicate', of: 1 });
  await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept' });
  const { columns } = (await world.member.get<Board>(board)).body;
  await world.member.put(`${board}/cards/1/position`, { columnId: columns[1]?.id });
  await readAll();
  const back = (body: object) =>
    world.member.put<ProblemOf<'invalid-input'>>(`${board}/cards/1/back`, body, {
      'idempotency-key': 'once',
    });
  const reason = 'The supplier is late';
  const short = await back({ reason: 'No time', message: 'The supplier is late, as it seems.' });
  expect(short).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }] } });
  expect((await back({ reason, message: 'Next week, we hope.' })).status).toBe(200);
  expect((await back({ reason, message: 'Next week, we hope.' })).status).toBe(200);

  const [mine, ...more] = (await told('requester', '?state=unread')).items;
  expect(more).toEqual([]);
  expect(mine).toMatchObject({ kind: 'putBack', title: 'Put back: Mine', request: { number: 1 } });
  expect(mine?.text).toBe(`${reason}\n\nNext week, we hope.\n\nIt waits in the queue of Platform again.`);
  expect((await told('otherRequester', '?state=unread')).items).toMatchObject([
    { kind: 'putBack', title: 'Put back: Mine' },
  ]);
  expect(JSON.stringify((await told('manager', '?state=unread')).items)).not.toContain('putBack');
});

test('nobody reads or marks another’s', async () => {
  await readAll();
  const board = await world.board();
  const { number } = await world.ask(board, 'Private');
  await world.manager.put(`${board}/requests/${number}/answer`, decline);
  const [mine] = (await told('requester', '?state=unread')).items;

  for (const other of ['owner', 'manager', 'otherRequester'] as const) {
    const ids = JSON.stringify((await told(other)).items.map(({ id }) => id));
    expect(ids).not.toContain(mine?.id);
    expect(await world[other].put(`${notices}/read`, { ids: [mine?.id] })).toMatchObject({
      status: 200,
      body: { unread: 0 },
    });
  }
  expect((await told('requester')).unread).toBe(1);
});

test('what is marked read stays so from its first time, and the rest is counted', async () => {
  await readAll();
  const board = await world.board({ intake: { openPerRequester: 5 } });
  for (const title of ['One', 'Two', 'Three']) {
    const { number } = await world.ask(board, title);
    await world.manager.put(`${board}/requests/${number}/answer`, decline);
  }
  const mark = (body: object, key?: string) =>
    world.requester.put<UnreadNotices>(`${notices}/read`, body, key ? { 'idempotency-key': key } : {});
  const [newest] = (await told('requester')).items;
  expect((await mark({ ids: [newest?.id] }, 'once')).body).toEqual({ unread: 2 });
  const { readAt } = (await told('requester')).items[0] as { readAt: string };
  expect((await mark({ ids: [newest?.id] })).body).toEqual({ unread: 2 });
  expect((await told('requester')).items[0]?.readAt).toBe(readAt);
  expect((await told('requester', '?state=unread')).items.map(({ request }) => request?.title)).toEqual([
    'Two',
    'One',
  ]);
  expect((await mark({})).body).toEqual({ unread: 0 });
  expect(await mark({ ids: [newest?.id] }, 'once')).toMatchObject({ status: 200, body: { unread: 2 } });
  expect(await mark({}, 'once')).toMatchObject({ status: 422 });
});

test('the list goes on where its page ended, without a gap or a repeat', async () => {
  const all = (await told('requester')).items.map(({ id }) => id);
  expect(all.length).toBeGreaterThan(4);
  const paged: string[] = [];
  let cursor = '';
  do {
    const page = await told('requester', `?size=2${cursor && `&cursor=${cursor}`}`);
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? '';
  } while (cursor);
  expect(paged).toEqual(all);
  const wrong = Buffer.from('2026-01-01').toString('base64url');
  expect(await world.requester.get(`${notices}?cursor=${wrong}`)).toMatchObject({ status: 422 });
});

test('who has left is told nothing', async () => {
  const gone = world.api.cast.secondRequester;
  await world.owner.delete(`/v1/workspaces/demo/members/${gone.id}`);
  expect(await world.otherRequester.get(notices)).toMatchObject({ status: 404 });
});
