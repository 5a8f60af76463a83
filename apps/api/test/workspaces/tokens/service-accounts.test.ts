import { expect, test } from '@jest/globals';
import type { AvatarList, Card, EventList, Member, MemberList, ServiceAccountMe } from '@weir/contract';
import { eventsOf } from '../../audit-log/entries.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import type { Caller } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';
import { aToken, tokens, tokensOf } from './support.js';

const api = theApi();
const { owner, manager, member, viewer, stranger } = api.people;
const accounts = '/v1/workspaces/demo/service-accounts';
const members = '/v1/workspaces/demo/members';

async function anAccount(role = 'member', by: Caller = owner, name = 'Build bot'): Promise<Member> {
  return (await by.post<Member>(accounts, { name, role })).body;
}

test('a service account works with its tokens as a member that is not a person', async () => {
  const board = await aBoard().column('Doing').make();
  const account = await anAccount('member', manager);
  expect(account).toMatchObject({ name: 'Build bot', kind: 'service', email: null, role: 'member' });
  const { caller, owner: whose } = await aToken(api, manager, { serviceAccount: account.id });
  expect(whose).toEqual({ id: account.id, name: 'Build bot', kind: 'service' });
  const { user } = (await caller.get<ServiceAccountMe>('/v1/me')).body;
  expect(user).toMatchObject({ id: account.id, email: null, hasPassword: false });

  const limit = { scope: 'person', userId: account.id, across: 'board', max: 1 };
  await board.limit(limit);
  const card = { title: 'Built', columnId: board.id('Doing'), assigneeIds: [account.id] };
  expect((await caller.post<Card>(`${board.path}/cards`, card)).body.assignees).toMatchObject([
    { id: account.id },
  ]);
  expect(refusalOf(await member.post(`${board.path}/cards`, card), 'limits')).toMatchObject({
    ...{ status: 409, code: 'wip-limit-reached', limits: [{ scope: 'person', of: 'Build bot' }] },
  });
  const { items } = (await member.get<EventList>(`${board.path}/events`)).body;
  expect(items.at(-1)?.actor).toEqual({ id: account.id, name: 'Build bot' });
  const listed = (await viewer.get<MemberList>(members)).body.items;
  expect(listed.find(({ id }) => id === account.id)?.kind).toBe('service');
  expect(listed.find(({ id }) => id === member.id)?.kind).toBe('person');
  const { items: faces } = (await viewer.get<AvatarList>('/v1/workspaces/demo/avatars')).body;
  expect(faces).toEqual([{ user: account.id, hash: null }]);
});

test('managers manage service accounts and their tokens, but only owners those that are managers', async () => {
  const [plain, high] = [await anAccount('member'), await anAccount('manager')];
  const ofPlain = await aToken(api, owner, { serviceAccount: plain.id });
  const ofHigh = await aToken(api, owner, { serviceAccount: high.id });
  expect((await manager.post(accounts, { name: 'Bot', role: 'manager' })).status).toBe(403);
  expect((await manager.patch(`${accounts}/${plain.id}`, { role: 'manager' })).status).toBe(403);
  expect((await manager.patch(`${accounts}/${plain.id}`, { role: 'viewer' })).status).toBe(200);
  for (const path of [`${accounts}/${high.id}`, `${tokens}/${ofHigh.id}`])
    expect((await manager.delete(path)).status).toBe(403);
  expect((await manager.get(`${tokens}?serviceAccount=${high.id}`)).status).toBe(403);
  const wanted = { name: 'One', scopes: ['read'] };
  expect((await manager.post(tokens, { ...wanted, serviceAccount: high.id })).status).toBe(403);
  expect(await tokensOf(manager, `?serviceAccount=${plain.id}`)).toMatchObject([{ id: ofPlain.id }]);
  expect((await manager.post(`${tokens}/${ofPlain.id}/rotation`)).status).toBe(200);
  expect((await manager.delete(`${tokens}/${ofPlain.id}`)).status).toBe(204);

  expect((await member.get(`${tokens}?serviceAccount=${plain.id}`)).status).toBe(403);
  expect((await member.post(tokens, { ...wanted, serviceAccount: plain.id })).status).toBe(403);
  expect((await stranger.delete(`/v1/workspaces/other/service-accounts/${plain.id}`)).status).toBe(404);
  expect((await stranger.delete(`/v1/workspaces/other/tokens/${ofHigh.id}`)).status).toBe(404);
  // People are no service accounts.
  expect((await owner.delete(`${accounts}/${member.id}`)).status).toBe(404);
});

test('a service account is never an owner, on no way to write', async () => {
  const { id } = await anAccount('member');
  expect((await owner.post(accounts, { name: 'Bot', role: 'owner' })).status).toBe(422);
  expect((await owner.patch(`${accounts}/${id}`, { role: 'owner' })).status).toBe(422);
  expect(refusalOf(await owner.patch(`${members}/${id}`, { role: 'owner' }), 'errors')).toMatchObject({
    ...{ status: 422, errors: [{ path: 'role', code: 'serviceAccountOwner' }] },
  });
  const sql = (text: string) => api.pool.query(text, [id]);
  await expect(sql(`UPDATE memberships SET role = 'owner' WHERE user_id = $1`)).rejects.toThrow();
  await expect(sql(`UPDATE users SET email = 'bot@people.test' WHERE id = $1`)).rejects.toThrow();
  await expect(
    sql(`INSERT INTO memberships (workspace_id, user_id, role, joined_at)
         SELECT id, $1, 'member', now() FROM workspaces WHERE slug = 'other'`),
  ).rejects.toThrow();
});

test('a removed service account leaves its cards, its tokens end, and the audit log says what happened to it', async () => {
  const board = await aBoard().make();
  const { id } = await anAccount('member', owner, 'Short-lived');
  const { caller } = await aToken(api, owner, { serviceAccount: id });
  await member.createCard(board, { assigneeIds: [id] });
  await owner.patch(`${accounts}/${id}`, { name: 'Renamed', role: 'manager' });
  expect((await board.read()).cards[0]?.assignees).toMatchObject([{ name: 'Renamed' }]);
  expect((await owner.delete(`${accounts}/${id}`)).status).toBe(204);
  expect((await board.read()).cards[0]?.assignees).toEqual([]);
  expect((await caller.get('/v1/me')).status).toBe(401);

  const log = await eventsOf(owner, '/v1/workspaces/demo', '&type=serviceAccount');
  const user = id;
  expect(log.slice(0, 4).map(([type, , , change]) => [type, change])).toEqual([
    ['serviceAccount.removed', { user, from: { role: 'manager' } }],
    ['serviceAccount.renamed', { user, from: { name: 'Short-lived' }, to: { name: 'Renamed' } }],
    ['serviceAccount.changed', { user, from: { role: 'member' }, to: { role: 'manager' } }],
    ['serviceAccount.created', { user, to: { role: 'member' } }],
  ]);
});

test('a service account stays when the person who made it leaves', async () => {
  const { id } = await anAccount('member', manager);
  const { caller } = await aToken(api, manager, { serviceAccount: id });
  await owner.delete(`${members}/${manager.id}`);
  expect((await caller.get('/v1/workspaces/demo/boards')).status).toBe(200);
});

test('a token of a service account is of none of a person, the caller too, and of nothing unknown', async () => {
  const wanted = { name: 'Not theirs', scopes: ['read'] };
  const before = await tokensOf(owner, '');
  for (const serviceAccount of [owner.id, member.id, stranger.id, '0198c0de-7a11-7000-8000-000000000001'])
    expect(refusalOf(await owner.post(tokens, { ...wanted, serviceAccount }), 'errors')).toMatchObject({
      ...{ status: 422, errors: [{ path: 'serviceAccount', code: 'notServiceAccount' }] },
    });
  expect(await tokensOf(owner, '')).toEqual(before);
});
