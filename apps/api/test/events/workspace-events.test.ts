import { afterEach, expect, test } from '@jest/globals';
import type { CreatedApiToken, Event, EventFeed, EventList, Invitation } from '@weir/contract';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { EventListener } from '../support/event-listener.js';
import type { Caller } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';

type Streams = {
  channels: Record<string, { messages: Record<string, { payload: object }> }>;
  components: { schemas: object };
};

const api = theApi();
const { owner, manager, member, requester, viewer } = api.people;
const demo = { path: '/v1/workspaces/demo' };
const feed = `${demo.path}/events`;
const listeners: EventListener[] = [];
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.cut();
});

const listen = async (who: Caller, query = '', headers = {}) => {
  const listener = await EventListener.open(who, demo, query, headers);
  listeners.push(listener);
  return listener;
};

/** All pages from a cursor on, or from the start. */
async function read(who: Caller, query = '', from?: string) {
  const items: EventFeed['items'] = [];
  for (let cursor = from; ; ) {
    const after = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body } = await who.get<EventFeed>(`${feed}?${query}${after}`);
    items.push(...body.items);
    cursor = body.cursor;
    if (!body.hasMore) return { items, cursor };
  }
}
const ofBoard = (items: EventFeed['items'], { key }: { key: string }) =>
  items.flatMap(({ board, event }) => (board?.key === key ? [event as Event] : []));
const types = (items: EventFeed['items']) => items.map(({ event }) => event.type);
const invite = () => owner.post<Invitation>(`${demo.path}/invitations`, { role: 'viewer' });

test('lists the events of all boards in their order, and a cursor finds what came since, new boards included', async () => {
  const [one, two] = [await aBoard().make(), await aBoard().make()];
  await one.cards('Ready', 3);
  await two.cards('Ready', 2);
  const first = await read(member);
  for (const board of [one, two]) {
    const { body } = await member.get<EventList>(`${board.path}/events`);
    expect(ofBoard(first.items, board)).toEqual(body.items);
  }
  const three = await aBoard().make();
  await one.cards('Ready', 1);
  const since = await read(member, '', first.cursor);
  expect(ofBoard(since.items, one)).toHaveLength(1);
  expect(ofBoard(since.items, three)).toEqual((await three.events()) as Event[]);
  expect((await read(member, '', since.cursor)).items).toEqual([]);
});

test('filters by type, subject and board', async () => {
  const [one, two] = [await aBoard().make(), await aBoard().make()];
  await one.ask();
  await two.cards('Ready', 1);
  const both = `board=${one.key},${two.key}`;
  expect(types((await read(viewer, `${both}&type=request,card.created`)).items)).toEqual([
    'request.submitted',
    'card.created',
  ]);
  expect(types((await read(viewer, `board=${two.key}&type=request`)).items)).toEqual([]);
  expect((await read(viewer, both)).items.every(({ board }) => board !== null)).toBe(true);
  const unknown = await viewer.get(`/v1/workspaces/demo/events?board=${one.key},NOPE`);
  expect(refusalOf(unknown, 'errors')).toMatchObject({
    ...{ status: 422, errors: [{ path: 'board', message: expect.stringContaining('the key NOPE.') }] },
  });
  for (const wrong of ['type=unknown', 'board=lower', 'cursor=AAAA', 'cursor=AQEB', 'names=maybe'])
    expect(refusalOf(await viewer.get(`${feed}?${wrong}`))).toMatchObject({ status: 422 });
});

test('shows everybody who reads boards the members and teams, and only owners what is in the audit log alone', async () => {
  const from = (await read(owner)).cursor;
  await manager.post(`${demo.path}/teams`, { name: 'Platform people' });
  await invite();
  expect(types((await read(viewer, '', from)).items)).toEqual(['team.created']);
  expect(types((await read(owner, '', from)).items)).toEqual(['team.created', 'invitation.created']);
  expect((await requester.get(feed)).status).toBe(403);
  expect((await api.people.stranger.get(feed)).status).toBe(404);
});

test('a token reads the boards it is for, and of the workspace’s log only what its scopes allow', async () => {
  const [own, other] = [await aBoard().make(), await aBoard().make()];
  await Promise.all([own.cards('Ready', 1), other.cards('Ready', 1)]);
  await invite();
  const tokenFor = async (more: object) => {
    const { body } = await owner.post<CreatedApiToken>(`${demo.path}/tokens`, { name: 'Mirror', ...more });
    return api.withToken(body.token);
  };
  const limited = await read(await tokenFor({ scopes: ['read', 'manage'], boards: [own.key] }));
  expect(new Set(limited.items.map(({ board }) => board?.key))).toEqual(new Set([own.key]));
  const reading = types((await read(await tokenFor({ scopes: ['read'] }))).items);
  expect(reading).toContain('card.created');
  expect(reading).not.toContain('invitation.created');
  expect(types((await read(await tokenFor({ scopes: ['read', 'manage'] }))).items)).toContain(
    'invitation.created',
  );
});

test('a reader who follows the cursor while boards and members change gets each event once', async () => {
  const boards = await Promise.all(Array.from({ length: 4 }, () => aBoard().make()));
  const from = (await read(owner)).cursor;
  let isWriting = true;
  const writing = Promise.all([
    ...boards.map((board) => board.cards('Ready', 15)),
    ...Array.from({ length: 10 }, invite),
  ]).finally(() => {
    isWriting = false;
  });
  const got: EventFeed['items'] = [];
  let cursor = from;
  do {
    const news = await read(owner, '', cursor);
    got.push(...news.items);
    cursor = news.cursor;
  } while (isWriting);
  await writing;
  got.push(...(await read(owner, '', cursor)).items);
  const names = got.map(({ board, event }) => `${board?.key} ${'seq' in event ? event.seq : event.id}`);
  expect(new Set(names).size).toBe(names.length);
  for (const board of boards)
    expect(ofBoard(got, board).map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, n) => n + 2));
  expect(types(got).filter((type) => type === 'invitation.created')).toHaveLength(10);
});

test('streams what happens from now on, and resumes from the last id without a gap', async () => {
  const board: BoardUnderTest = await aBoard().make();
  const listener = await listen(member, `?board=${board.key}`);
  await board.cards('Ready', 2);
  await listener.until(({ received }) => received.length === 2);
  expect(listener.received.map(({ event, data }) => [event, (data.event as Event).type])).toEqual([
    ['card.created', 'card.created'],
    ['card.created', 'card.created'],
  ]);
  listener.cut();
  await board.cards('Ready', 3);
  const id = listener.received.findLast(({ id }) => id !== '')?.id ?? '';
  const resumed = await listen(member, `?board=${board.key}&cursor=ignored`, { 'last-event-id': id });
  await resumed.until(({ received }) => received.length === 3);
  expect(resumed.received.map(({ data }) => (data.event as Event).seq)).toEqual([4, 5, 6]);
  const wrong = await listen(member, '', { 'last-event-id': '12' });
  expect(wrong.answer.status).toBe(422);
});

test('what a stream sends fits the message of that name in the AsyncAPI document', async () => {
  const { body } = await api.nobody.get<Streams>('/v1/asyncapi.json');
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'weir', components: body.components });
  const schemaOf = (type: string) => {
    const message = body.channels.workspaceEvents?.messages[type.replace('.', '_')];
    return JSON.parse(JSON.stringify(message?.payload).replaceAll('"#/', '"weir#/'));
  };
  const listener = await listen(viewer);
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  await manager.post(`${demo.path}/teams`, { name: 'Team of the stream' });
  await listener.until(({ received }) => received.length === 3);
  for (const { event, data } of listener.received) expect(ajv.validate(schemaOf(event), data)).toBe(true);
  const [created] = listener.received.filter(({ event }) => event === 'card.created');
  const wrong = { ...created?.data, event: { ...(created?.data.event as Event), seq: 'one' } };
  expect(ajv.validate(schemaOf('card.created'), wrong)).toBe(false);
});

test('without names every message of a stream is a plain one, on a board and in a workspace', async () => {
  const board = await aBoard().make();
  const ofWorkspace = await listen(viewer, `?names=false&type=card`);
  const own = await EventListener.open(viewer, board, '?names=false');
  const ahead = await EventListener.open(viewer, board, '?names=false&after=99');
  listeners.push(own, ahead);
  await board.cards('Ready', 1);
  await Promise.all(
    [own, ofWorkspace, ahead].map((each) => each.until(({ received }) => received.length > 0)),
  );
  expect(own.received.map(({ event, data }) => [event, data.type])).toEqual([['message', 'card.created']]);
  expect(ofWorkspace.received.map(({ event }) => event)).toEqual(['message']);
  expect(ahead.received[0]).toMatchObject({ event: 'message', data: { type: 'resync', seq: 1 } });
});

test('a board that was set back is read again', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 2);
  const { cursor } = await read(viewer, `board=${board.key}`);
  await api.pool.query(
    `UPDATE board_clock SET seq = 1 WHERE board_id = (SELECT id FROM boards WHERE key = $1)`,
    [board.key],
  );
  const listener = await listen(viewer, `?board=${board.key}&cursor=${cursor}`);
  await listener.until(({ received }) => received.length === 1);
  expect(listener.received[0]).toMatchObject({ event: 'resync', data: { board: board.key, seq: 1 } });
});

test('a stream ends when its reader may not read any more', async () => {
  const token = (
    await owner.post<CreatedApiToken>(`${demo.path}/tokens`, { name: 'Mirror', scopes: ['read'] })
  ).body;
  const board = await aBoard().make();
  const listener = await listen(api.withToken(token.token));
  await owner.delete(`${demo.path}/tokens/${token.id}`);
  await board.cards('Ready', 1);
  await listener.until(({ ended }) => ended);
  expect(listener.received).toEqual([]);
});
