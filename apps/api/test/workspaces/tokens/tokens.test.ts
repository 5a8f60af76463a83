import { expect, test } from '@jest/globals';
import type { Card, CreatedApiToken, EventList, Me, SearchList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';
import { found } from '../erasing/found.js';
import { aToken, tokens, tokensOf } from './support.js';

const api = theApi();
const { owner, manager, member, requester, viewer, stranger } = api.people;

test('a token does what its person may, in their name, and its secret is stored nowhere', async () => {
  const board = await aBoard().column('Doing').make();
  const { caller, token, id, ...made } = await aToken(api, member, { name: 'Deploys' });
  expect(made).toMatchObject({
    name: 'Deploys',
    owner: { id: member.id, kind: 'person' },
    scopes: ['read', 'cards', 'intake', 'manage'],
    ...{ boards: null, expiresAt: null, lastUsedAt: null, rotatedAt: null, previousUntil: null },
  });
  const card = await caller.post<Card>(`${board.path}/cards`, { title: 'Released' });
  expect([card.status, (await caller.get(board.path)).status]).toEqual([201, 200]);
  const { items } = (await caller.get<EventList>(`${board.path}/events`)).body;
  expect(items.at(-1)).toMatchObject({ type: 'card.created', actor: { id: member.id } });
  expect((await caller.get<Me>('/v1/me')).body.workspaces.map(({ slug }) => slug)).toEqual(['demo']);

  const { caller: short } = await aToken(api, member, {
    name: 'Short',
    expiresAt: '2999-01-01T02:00:00+02:00',
  });
  expect((await short.get(board.path)).status).toBe(200);
  expect((await tokensOf(member)).at(-1)).toMatchObject({ expiresAt: '2999-01-01T00:00:00.000Z' });
  const [listed] = await tokensOf(member);
  expect(listed).toMatchObject({ id, lastUsedAt: expect.any(String) });
  expect(listed).not.toHaveProperty('token');
  expect(await found(api, [token, token.slice(5, 40)])).toEqual([]);
});

test('a token has at most the role of its person, and only its scopes', async () => {
  const board = await aBoard().column('Doing').make();
  await board.cards('Doing', 1);
  await board.ask();
  const calls = [
    ['read', 'GET', board.path, undefined],
    ['read', 'GET', `${board.path}/limits`, undefined],
    ['cards', 'POST', `${board.path}/cards`, { title: 'One' }],
    ['cards', 'PUT', `${board.path}/cards/1/position`, { columnId: board.id('Done') }],
    ['intake', 'POST', `${board.path}/requests`, { title: 'One' }],
    ['manage', 'PATCH', board.path, { name: 'Other' }],
    ['manage', 'GET', '/v1/workspaces/demo/audit', undefined],
  ] as const;
  for (const scope of ['read', 'cards', 'intake', 'manage'] as const) {
    const { caller } = await aToken(api, owner, { scopes: [scope] });
    for (const [needed, method, path, body] of calls) {
      const answer = await caller.send(method, path, body);
      if (needed === scope) expect([path, answer.status < 300]).toEqual([path, true]);
      else
        expect(refusalOf(answer, 'scope', 'scopes')).toEqual({
          ...{ status: 403, code: 'scope-missing' },
          ...{ scope: needed, scopes: [scope] },
        });
    }
  }
  const ofViewer = await aToken(api, viewer);
  expect(refusalOf(await ofViewer.caller.post(`${board.path}/cards`, { title: 'One' }))).toEqual({
    ...{ status: 403, code: 'not-allowed' },
  });
  const reads = await aToken(api, requester, { scopes: ['read'] });
  expect((await reads.caller.post(`${board.path}/cards`, { title: 'One' })).body).toMatchObject({
    code: 'not-allowed',
  });
});

test('a token for some boards neither finds nor changes others', async () => {
  const [mine, other] = [await aBoard().make(), await aBoard().make()];
  await mine.cards('Ready', 1);
  await other.cards('Ready', 1);
  await mine.ask();
  const { caller, boards } = await aToken(api, owner, { boards: [mine.key] });
  expect(boards).toEqual([{ key: mine.key, name: 'Platform' }]);
  expect((await caller.get(mine.path)).status).toBe(200);
  for (const path of ['', '/events', '/limits', '/cards/1', '/changes?after=1'])
    expect((await caller.get(other.path + path)).status).toBe(404);
  expect((await caller.post(`${other.path}/cards`, { title: 'One' })).status).toBe(404);
  expect((await caller.post(`${other.path}/requests`, { title: 'One' })).status).toBe(404);
  const move = { columnId: other.id('Doing') };
  expect((await caller.put(`${other.path}/cards/1/position`, move)).status).toBe(404);

  const list = await caller.get<{ items: { key: string }[] }>('/v1/workspaces/demo/boards');
  expect(list.body.items.map(({ key }) => key)).toEqual([mine.key]);
  const search = '/v1/workspaces/demo/search?q=';
  const found = await caller.get<SearchList>(`${search}A card`);
  expect(new Set(found.body.items.map((item) => item.board.key))).toEqual(new Set([mine.key]));
  expect((await caller.get<SearchList>(`${search}${other.key}-1`)).body.items).toEqual([]);
  for (const path of ['/overview', '/my-work', '/audit', '/export'])
    expect(refusalOf(await caller.get(`/v1/workspaces/demo${path}`), 'why')).toEqual({
      ...{ status: 403, code: 'token-not-accepted', why: 'boards' },
    });
  const link = { kind: 'relatesTo', board: other.key, card: 1 };
  expect((await caller.post(`${mine.path}/cards/1/links`, link)).status).toBe(422);
  const redirect = { kind: 'redirect', board: other.key, message: 'They know about this.' };
  expect((await caller.put(`${mine.path}/requests/1/answer`, redirect)).status).toBe(422);
  const across = { scope: 'person', userId: member.id, across: 'workspace', max: 3 };
  expect((await caller.post(`${mine.path}/limits`, across)).body).toMatchObject({ why: 'boards' });
});

test('an owner revokes a token of another person that leaked, with effect at once', async () => {
  const { caller, id } = await aToken(api, member, { name: 'Leaked' });
  const names = (await tokensOf(owner, '?of=everyone&size=200')).map(({ owner, name }) => [owner.id, name]);
  expect(names).toContainEqual([member.id, 'Leaked']);
  const elsewhere = await aToken(api, stranger, { name: 'Elsewhere' }, 'other');
  expect((await owner.delete(`${tokens}/${elsewhere.id}`)).status).toBe(404);

  expect((await caller.get('/v1/me')).status).toBe(200);
  expect((await owner.delete(`${tokens}/${id}`)).status).toBe(204);
  expect((await caller.get('/v1/me')).status).toBe(401);
  expect(await tokensOf(member)).not.toContainEqual(expect.objectContaining({ id }));
});

test('a token is for one workspace, and its text must be whole and known', async () => {
  const { caller, token } = await aToken(api, stranger, {}, 'other');
  expect((await caller.get('/v1/workspaces/other/boards')).status).toBe(200);
  expect((await caller.get('/v1/workspaces/demo/boards')).status).toBe(404);
  const detailOf = async (text: string) => {
    const { status, body } = await api.withToken(text).get<{ detail: string }>('/v1/me');
    return [status, body.detail];
  };
  expect(await detailOf(`${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`)).toEqual([
    401,
    expect.stringContaining('checksum'),
  ]);
  const { tokenText } = await import('../../../src/http/access/token-text.js');
  expect(await detailOf(tokenText(new Uint8Array(32)))).toEqual([401, 'There is no such token.']);
});

test('a token is refused anywhere in an address', async () => {
  const { token } = await aToken(api, member);
  for (const path of [`/v1/me?access_token=${token}`, `/v1/workspaces/${token}/boards`]) {
    const refused = await member.get<{ detail: string }>(path);
    expect(refusalOf(refused)).toEqual({ status: 400, code: 'malformed' });
    expect(JSON.stringify(refused.body)).not.toContain(token);
  }
});

test('a token reaches neither its person’s account nor the tokens', async () => {
  const { caller, id } = await aToken(api, owner);
  const calls: [string, string, object?][] = [
    ['PATCH', '/v1/me', { name: 'Other' }],
    ['PUT', '/v1/me/password', { currentPassword: 'demo-demo', newPassword: 'a longer sentence' }],
    ['GET', '/v1/me/sessions'],
    ['DELETE', '/v1/me/sessions'],
    ['DELETE', '/v1/sessions/current'],
    ['GET', '/v1/me/passkeys'],
    ['GET', '/v1/me/data'],
    ['POST', '/v1/me/removal', { currentPassword: 'demo-demo' }],
    ['POST', '/v1/workspaces', { slug: 'mine', name: 'Mine' }],
    ['GET', tokens],
    ['POST', tokens, { name: 'One', scopes: ['read'] }],
    ['POST', `${tokens}/${id}/rotation`],
    ['DELETE', `${tokens}/${id}`],
    ['POST', '/v1/workspaces/demo/service-accounts', { name: 'Bot', role: 'member' }],
  ];
  for (const [method, path, body] of calls)
    expect([path, refusalOf(await caller.send(method, path, body), 'why')]).toEqual([
      path,
      { status: 403, code: 'token-not-accepted', why: 'session' },
    ]);
});

test('no token makes somebody an owner, whoever has it', async () => {
  const { caller } = await aToken(api, owner);
  const calls: [string, string, object][] = [
    ['POST', '/v1/workspaces/demo/invitations', { role: 'owner', email: 'mallory@example.org' }],
    ['PATCH', `/v1/workspaces/demo/members/${member.id}`, { role: 'owner' }],
  ];
  for (const [method, path, body] of calls) {
    const refused = await caller.send(method, path, body);
    expect([path, refusalOf(refused, 'why')]).toEqual([
      path,
      { status: 403, code: 'token-not-accepted', why: 'session' },
    ]);
  }
  const invited = await caller.post('/v1/workspaces/demo/invitations', {
    role: 'manager',
    email: 'new@example.org',
  });
  expect(invited.status).toBe(201);
});

test('nobody makes or rotates the tokens of another person, and only owners see and revoke them', async () => {
  const { id } = await aToken(api, member);
  for (const by of [owner, manager, viewer]) {
    expect((await tokensOf(by)).map((token) => token.id)).not.toContain(id);
    expect((await by.get(`${tokens}?serviceAccount=${member.id}`)).status).toBe(404);
    expect((await by.post(tokens, { name: 'One', scopes: ['read'], serviceAccount: member.id })).status).toBe(
      422,
    );
    expect((await by.post(`${tokens}/${id}/rotation`)).status).toBe(404);
  }
  for (const by of [manager, viewer]) {
    expect(refusalOf(await by.get(`${tokens}?of=everyone`))).toEqual({ status: 403, code: 'not-allowed' });
    expect((await by.delete(`${tokens}/${id}`)).status).toBe(404);
  }
});

test('a retry with the same key makes one token and answers with the same secret', async () => {
  const key = { 'idempotency-key': 'once' };
  const make = () => requester.post<CreatedApiToken>(tokens, { name: 'Retried', scopes: ['intake'] }, key);
  const [one, two] = [await make(), await make()];
  expect([two.status, two.body]).toEqual([201, one.body]);
  expect((await tokensOf(requester)).filter(({ name }) => name === 'Retried')).toHaveLength(1);
  expect((await api.withToken(two.body.token).get('/v1/me')).status).toBe(200);
});

test('a token needs a scope, known boards and an end in the future, and a member has 50 at most', async () => {
  const past = new Date(api.clock.now().getTime() - 1000).toISOString();
  for (const [wrong, path] of [
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['read', 'read'] }, 'scopes'],
    [{ scopes: ['admin'] }, 'scopes.0'],
    [{ boards: [] }, 'boards'],
    [{ boards: ['NONE'] }, 'boards.0'],
    [{ expiresAt: past }, 'expiresAt'],
    [{ name: ' ' }, 'name'],
  ] as const) {
    const refused = await viewer.post(tokens, { name: 'One', scopes: ['read'], ...wrong });
    expect(refusalOf(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path }] });
  }
  const have = (await tokensOf(viewer)).length;
  const made = await Promise.all(
    Array.from({ length: 55 }, () => viewer.post(tokens, { name: 'One', scopes: ['read'] })),
  );
  expect(made.filter(({ status }) => status === 201)).toHaveLength(50 - have);
  expect(refusalOf(made.find(({ status }) => status !== 201)!, 'cap', 'max')).toEqual({
    ...{ status: 409, code: 'cap-reached', cap: 'tokens', max: 50 },
  });
});
