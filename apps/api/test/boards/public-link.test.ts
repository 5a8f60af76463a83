import { expect, test } from '@jest/globals';
import { type Board, PublicBoard, type PublicLink } from '@weir/contract';
import { anotherInstance } from '../support/another-instance.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { HeaderValues } from '../support/person.js';

const api = theApi();
const { manager, member, viewer } = api.people;
const { nobody } = api;

const linkOf = ({ path }: BoardUnderTest) => `${path}/public-link`;
const set = async (board: BoardUnderTest, setting: object = {}) =>
  (await manager.put<PublicLink>(linkOf(board), setting)).body;
const pathOf = ({ link }: PublicLink) => `/v1/public/boards/${link?.split('/').at(-1)}`;
const read = (path: string, headers?: HeaderValues) => nobody.get<PublicBoard>(path, headers);

test('a board has no public link until a manager makes one; it stays the same until it is renewed', async () => {
  const board = await aBoard().make();
  const off = { on: false, link: null };
  expect((await manager.get<PublicLink>(linkOf(board))).body).toEqual(off);
  const first = await set(board);
  expect(first.link).toMatch(/^https:\/\/weir\.test\/public\/demo\.[\w-]{43}$/);
  expect([await set(board), await set(board, { renew: false })]).toEqual([first, first]);
  expect((await manager.get<PublicLink>(linkOf(board))).body).toEqual(first);
  expect((await read(pathOf(first))).status).toBe(200);

  const next = await set(board, { renew: true });
  expect(next.link).not.toBe(first.link);
  expect([(await read(pathOf(first))).status, (await read(pathOf(next))).status]).toEqual([404, 200]);
  for (const _ of [1, 2]) expect((await manager.delete(linkOf(board))).status).toBe(204);
  expect((await manager.get<PublicLink>(linkOf(board))).body).toEqual(off);
  expect((await read(pathOf(next))).status).toBe(404);
  for (const setting of [{ renew: 'yes' }, { on: true }, [], null])
    expect((await manager.put(linkOf(board), setting)).status).toBe(422);

  const changes = (await board.events()).filter(({ type }) => type === 'board.publicLinkChanged');
  const [on, none] = [{ publicLink: true }, { publicLink: false }];
  expect(changes.map(({ changes: [change] }) => [change?.from, change?.to])).toEqual([
    [none, on],
    [on, on],
    [on, none],
  ]);
  expect(changes.map(({ actor }) => actor?.id)).toEqual([manager.id, manager.id, manager.id]);
  const secrets = [first, next].map(({ link }) => link?.split('.').at(-1) as string);
  const { rows } = await api.pool.query('SELECT to_jsonb(k)::text AS kept FROM idempotency_keys k');
  const stored = JSON.stringify([await board.events(), rows]);
  for (const secret of secrets) expect(stored).not.toContain(secret);
});

test('a retried switch makes one link, and its answer has the link again', async () => {
  const board = await aBoard().make();
  const key = { 'idempotency-key': 'public-link-1' };
  const send = () => manager.put<PublicLink>(linkOf(board), { renew: true }, key);
  const [first, again] = [await send(), await send()];
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await read(pathOf(again.body))).status).toBe(200);
});

test('strangers read the faces of cards and nothing private, in a document of named fields only', async () => {
  const board = await aBoard()
    .called('PUBLIC', 'The public board')
    .column('Doing', { limit: 2 })
    .column('Review', { split: true })
    .make();
  const lane = await board.lane('Payments');
  const bug = await board.label('Bug');
  const secret = 'mysecret';
  const facts = { swimlaneId: lane, labelIds: [bug], dueOn: api.day(3), description: `${secret} text` };
  const [one] = await board.cards('Doing', 1, { ...facts, title: 'Pay by card', assigneeIds: [member.id] });
  await board.item(one, `${secret} step`);
  await member.put(`${board.path}/cards/${one}/block`, { reason: `${secret} block` });
  await member.post(`${board.path}/cards/${one}/comments`, { text: `${secret} comment` });
  await manager.attach(board, `${secret}.txt`, 'Content');
  const accepted = await board.accepted('Review', 'Asked by a person');
  await member.archive(board, (await board.cards('Ready', 1, { title: `${secret} archived` }))[0]);
  await board.ask(`${secret} request`);
  await manager.patch(`${board.path}/columns/${board.id('Doing')}`, { policy: `${secret} policy` });
  await manager.patch(board.path, { classPolicies: { standard: `${secret} meaning` } });
  await manager.setGate(board, { state: 'throttled', reason: `${secret} gate` });
  for (const across of ['board', 'workspace'])
    await board.limit({ scope: 'person', userId: member.id, across, max: 7 });
  await board.limit({ scope: 'columns', columnIds: [board.id('Doing'), board.id('Review')], max: 5 });

  const answer = await read(pathOf(await set(board)));
  const shown = PublicBoard.parse(answer.body);
  const own = (await manager.get<Board>(board.path)).body;
  expect(shown).toMatchObject({
    workspace: 'The demo workspace',
    key: 'PUBLIC',
    name: 'The public board',
    pressure: own.pressure,
    gate: { state: 'throttled', until: null },
    swimlanes: [{ id: lane, name: 'Payments' }],
    labels: [{ id: bug, name: 'Bug' }],
  });
  expect(shown.columns.map(({ name, load, limit }) => [name, load, limit])).toEqual([
    ['Ready', 0, null],
    ['Doing', 1, { max: 2 }],
    ['Review', 1, null],
    ['Done', 0, null],
  ]);
  expect(shown.limits.map(({ scope }) => scope).toSorted()).toEqual(['classOfService', 'column', 'columns']);
  const [card, other] = shown.cards;
  expect(card).toEqual({
    number: one,
    ref: `PUBLIC-${one}`,
    title: 'Pay by card',
    columnId: board.id('Doing'),
    half: null,
    swimlaneId: lane,
    labelIds: [bug],
    classOfService: 'standard',
    blocked: true,
    committedAt: own.cards[0]?.committedAt,
    deliveredAt: null,
    dueOn: api.day(3),
    checklist: { done: 0, total: 1 },
  });
  expect(other).toMatchObject({ number: accepted, title: 'Asked by a person', half: 'doing' });

  const people = Object.values(api.people).flatMap(({ id, name }) => [id, name.split(' ')[0] as string]);
  const forbidden = [secret, '@', 'https:', `PUBLIC-R`, ...people];
  const found = textsIn(answer.body).filter((text) => forbidden.some((part) => text.includes(part)));
  expect(found).toEqual([]);
});

test('a public board has a tag of its own, is kept by nobody and indexed by no search engine', async () => {
  const board = await aBoard().make();
  const path = pathOf(await set(board));
  const { headers } = await read(path);
  expect(headers.get('cache-control')).toBe('private, no-store');
  expect(headers.get('x-robots-tag')).toBe('noindex');
  const etag = headers.get('etag') as string;
  expect(etag).toMatch(/^"[\w-]{16}(-gzip)?"$/);
  expect(await read(path, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
  await board.cards('Ready', 1);
  const changed = await read(path, { 'if-none-match': etag });
  expect(changed).toMatchObject({ status: 200, body: { cards: [{ number: 1 }] } });
});

test('a link that is revoked, unknown, damaged, of an archived board or of another server gets one and the same 404, also on another instance', async () => {
  const other = await anotherInstance(api, { WEIR_TOKEN_SECRET: 'another secret, as long as it has to be' });
  const second = await anotherInstance(api, {});
  try {
    const there = viewer.at(() => ({ origin: second.origin, schemas: api.endpoint.schemas }));
    const [board, archived] = [await aBoard().make(), await aBoard().make()];
    const [path, archivedPath] = [pathOf(await set(board)), pathOf(await set(archived))];
    expect((await there.get(path)).status).toBe(200);
    await manager.delete(linkOf(board));
    const revoked = await there.get(path);
    const paths = [path, archivedPath, path.replace('demo.', 'other.'), `${path}x`, path.slice(0, -1)];
    paths.push('/v1/public/boards/x', '/v1/public/boards/demo.', `/v1/public/boards/demo.${'A'.repeat(43)}`);
    await manager.patch(archived.path, { archived: true });
    const answers = await Promise.all(paths.map((each) => read(each)));
    for (const each of answers) expect([each.status, each.body]).toEqual([404, revoked.body]);
    expect((await read(path)).headers.get('x-robots-tag')).toBe('noindex');
    // Restored, the board has its link again, unless that was revoked meanwhile.
    await manager.patch(archived.path, { archived: false });
    expect((await read(archivedPath)).status).toBe(200);
    await manager.patch(archived.path, { archived: true });
    expect((await manager.put(linkOf(archived), { renew: true })).status).toBe(409);
    expect((await manager.delete(linkOf(archived))).status).toBe(204);
    await manager.patch(archived.path, { archived: false });
    expect((await read(archivedPath)).status).toBe(404);
    const elsewhere = await fetch(`${other.origin}${archivedPath}`);
    expect(elsewhere.status).toBe(404);
  } finally {
    await Promise.all([other.close(), second.close()]);
  }
});

test('one network reads public boards at most 1200 times a minute, whatever the tokens are', async () => {
  const boards = api.service('PublicBoardsService');
  const reader = { isKnown: () => false, acceptsGzip: false, language: 'en' } as const;
  const readFrom = async (ip: string) => {
    const answer = await boards.read('guessed', ip, reader);
    return answer.ok ? null : answer.refusal;
  };
  let refusal = await readFrom('192.0.2.210');
  let count = 1;
  for (; refusal?.code === 'not-found' && count < 6000; count += 1) refusal = await readFrom('192.0.2.210');
  expect(refusal).toMatchObject({ code: 'rate-limited', facts: { retryAfterSeconds: expect.any(Number) } });
  expect(count).toBeGreaterThan(1200);
  expect(await readFrom('192.0.2.211')).toMatchObject({ code: 'not-found' });
});

/** Every text in a document. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

test('a badge shows how full the board is to everybody with the link, and ends with it', async () => {
  const board = await aBoard().called('BADG', '<b>&"Ship').make();
  const path = `${pathOf(await set(board))}/badge.svg`;
  const badge = async (headers: HeaderValues = {}) => {
    const answer = await fetch(`${api.origin}${path}`, { headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const { status, headers, text } = await badge();
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(headers.get('cache-control')).toBe('public, max-age=60');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(text).toMatch(/^<svg /);
  expect(text).toContain('&lt;b&gt;&amp;&quot;Ship');
  expect(text).toContain('Flowing, 0%');
  expect((await badge({ 'accept-language': 'de' })).text).toMatch(/Im Fluss, 0/);
  await manager.delete(linkOf(board));
  expect((await badge()).status).toBe(404);
});
