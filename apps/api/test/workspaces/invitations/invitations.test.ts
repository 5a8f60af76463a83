import type { CreatedInvitation, InvitationList, InvitationPreview, Me } from '@weir/contract';
import { anApi, theApi } from '../../support/api.js';
import { refusalOf } from '../../support/refusals.js';
import { aToken } from '../tokens/support.js';
import { invitations } from './mailed.js';

const api = theApi();
const { owner, manager, viewer, stranger, loner } = api.people;

// As at the start: people who joined have left, and nobody has been invited.
beforeEach(async () => {
  api.clock.reset();
  await api.pool.query('DELETE FROM invitations');
  await api.pool.query("DELETE FROM rate_limits WHERE key LIKE 'sign-up-ip%'");
  await api.pool.query(
    `DELETE FROM memberships WHERE workspace_id = (SELECT id FROM workspaces WHERE slug = 'demo')
        AND user_id = ANY ($1::uuid[])`,
    [[loner.id, stranger.id]],
  );
  for (const [role, { id }] of Object.entries({ manager, viewer }))
    await api.pool.query('UPDATE memberships SET role = $1, left_at = NULL WHERE user_id = $2', [role, id]);
});

const members = '/v1/workspaces/demo/members';
const invite = async (body: object = { role: 'member' }) =>
  (await owner.post<CreatedInvitation>(invitations, body)).body;
const acceptance = (token: string) => `/v1/invitations/${token}/acceptance`;

test('shows an invitation link once and stores only its hash', async () => {
  const made = await invite();
  expect(made.link).toBe(`https://weir.test/invitations/${made.token}`);
  const [secret] = made.token.split('.').slice(1);
  const listed = await owner.get<InvitationList>(invitations);
  expect(listed.body.items).toMatchObject([{ id: made.id, role: 'member', by: { name: 'Olga Ortiz' } }]);
  expect(JSON.stringify(listed.body)).not.toContain(secret);
  const { rows } = await api.pool.query(
    'SELECT i::text AS all FROM invitations i UNION ALL SELECT k::text FROM idempotency_keys k',
  );
  expect(JSON.stringify(rows)).not.toContain(secret);
});

test('shows what the link is for and lets one person join with it', async () => {
  const { token } = await invite({ role: 'manager' });
  expect(await api.nobody.get(`/v1/invitations/${token}`)).toMatchObject({
    status: 200,
    body: { workspace: { slug: 'demo' }, role: 'manager', by: { name: 'Olga Ortiz' } },
  });
  const joined = await loner.post(acceptance(token));
  expect(joined).toMatchObject({ status: 201, body: { slug: 'demo', role: 'manager' } });
  expect(await loner.get('/v1/workspaces/demo/members')).toMatchObject({ status: 200 });
  const invalid = { status: 409, body: { code: 'invitation-invalid' } };
  expect(await stranger.post(acceptance(token))).toMatchObject(invalid);
  expect(await api.nobody.get(`/v1/invitations/${token}`)).toMatchObject(invalid);
});

test.each([
  ['was removed', () => owner.delete(`${members}/${manager.id}`)],
  ['is no longer an owner', () => owner.patch(`${members}/${manager.id}`, { role: 'manager' })],
])('an open invitation ends when the person who made it %s', async (_, end) => {
  await owner.patch(`${members}/${manager.id}`, { role: 'owner' });
  const { token } = (await manager.post<CreatedInvitation>(invitations, { role: 'owner' })).body;
  const kept = await invite({ role: 'owner' });
  expect((await end()).status).toBeLessThan(300);

  const invalid = { status: 409, body: { code: 'invitation-invalid' } };
  expect(await api.nobody.get(`/v1/invitations/${token}`)).toMatchObject(invalid);
  expect(await loner.post(acceptance(token))).toMatchObject(invalid);
  const open = (await owner.get<InvitationList>(invitations)).body.items;
  expect(open.map(({ id }) => id)).toEqual([kept.id]);
});

test('an owner who is removed while their invitation is used lets nobody in afterwards', async () => {
  for (let round = 0; round < 10; round += 1) {
    await api.pool.query('DELETE FROM memberships WHERE user_id = $1', [loner.id]);
    await api.pool.query("UPDATE memberships SET role = 'owner', left_at = NULL WHERE user_id = $1", [
      manager.id,
    ]);
    const { token } = (await manager.post<CreatedInvitation>(invitations, { role: 'owner' })).body;
    const [removed, joined] = await Promise.all([
      owner.delete(`${members}/${manager.id}`),
      loner.post(acceptance(token)),
    ]);
    expect(removed.status).toBe(204);
    expect([201, 409]).toContain(joined.status);
    expect((await stranger.post(acceptance(token))).status).toBe(409);
  }
});

test('signs up many invited people at once on two connections', async () => {
  const few = await anApi({ WEIR_DATABASE_POOL: '2' });
  const signUp = async (n: number) => {
    const body = { role: 'member' };
    const { token } = (await few.people.owner.post<CreatedInvitation>(invitations, body)).body;
    const person = { email: `p${n}@people.test`, name: `P ${n}`, password: 'long enough' };
    return (await few.nobody.post('/v1/users', { ...person, invitation: token })).status;
  };
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(signUp))).toEqual([201, 201, 201, 201, 201, 201]);
  await few.close();
});

test('lets one of many join with one link at once', async () => {
  const { token } = await invite();
  const people = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      api.nobody.post('/v1/users', {
        email: `p${n}@people.test`,
        name: `P ${n}`,
        password: 'long enough',
        invitation: token,
      }),
    ),
  );
  expect(people.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  const { rows } = await api.pool.query(
    `SELECT count(*)::int AS n FROM users WHERE email LIKE 'p_@people.test'`,
  );
  expect(rows).toEqual([{ n: 1 }]);
});

test('without a mail server nothing is mailed, and typing the address is enough to join', async () => {
  const { mailed, token } = await invite({ role: 'member', email: 'loner@people.test' });
  expect(mailed).toBe(false);
  expect((await api.nobody.get<InvitationPreview>(`/v1/invitations/${token}`)).body.needs).toBe('nothing');
  const refused = await api.nobody.post(`/v1/invitations/${token}/mails`);
  expect(refusalOf(refused)).toEqual({ status: 409, code: 'mail-not-set-up' });
  expect((await api.pool.query('SELECT FROM mails')).rowCount).toBe(0);
  const another = { email: 'paul@people.test', name: 'Paul', password: 'long enough', invitation: token };
  expect(refusalOf(await api.nobody.post('/v1/users', another), 'why')).toEqual({
    status: 409,
    code: 'invitation-invalid',
    why: 'otherAddress',
  });
  await api.pool.query('UPDATE users SET email_verified_at = NULL WHERE id = $1', [loner.id]);
  expect(await loner.post(acceptance(token))).toMatchObject({ status: 201 });
  expect((await loner.get<Me>('/v1/me')).body.user.emailVerified).toBe(false);
});

test('refuses a revoked and an expired invitation', async () => {
  const [back, over] = [await invite(), await invite()];
  expect(await owner.delete(`${invitations}/${back.id}`)).toMatchObject({ status: 204 });
  expect(await owner.delete(`${invitations}/${back.id}`)).toMatchObject({ status: 404 });
  expect(await loner.post(acceptance(back.token))).toMatchObject({ status: 409 });
  api.clock.pass({ days: 8 });
  expect(await loner.post(acceptance(over.token))).toMatchObject({ status: 409 });
  expect((await owner.get<InvitationList>(invitations)).body.items).toEqual([]);
});

test('does not find an unknown token', async () => {
  const token = `demo.${'A'.repeat(43)}`;
  expect(await api.nobody.get(`/v1/invitations/${token}`)).toMatchObject({ status: 404 });
  expect(await api.nobody.get('/v1/invitations/nonsense')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'token' }] },
  });
});

test('keeps a member’s role and the link when a member follows it', async () => {
  const { token } = await invite({ role: 'viewer' });
  expect(await manager.post(acceptance(token))).toMatchObject({
    status: 201,
    body: { role: 'manager' },
  });
  expect(await loner.post(acceptance(token))).toMatchObject({
    status: 201,
    body: { role: 'viewer' },
  });
});

test('lets a person who left join again with a new invitation', async () => {
  await owner.delete(`/v1/workspaces/demo/members/${viewer.id}`);
  const { token } = await invite({ role: 'member' });
  expect(await viewer.post(acceptance(token))).toMatchObject({
    status: 201,
    body: { role: 'member' },
  });
});

test('replays the same link for a key', async () => {
  const key = { 'idempotency-key': 'invite-1' };
  const first = await owner.post<CreatedInvitation>(invitations, { role: 'member' }, key);
  const again = await owner.post<CreatedInvitation>(invitations, { role: 'member' }, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test('only an owner creates, lists and revokes invitations', async () => {
  const { id } = await invite();
  for (const by of ['manager', 'member', 'requester', 'viewer'] as const) {
    expect(await api.people[by].post(invitations, { role: 'owner' })).toMatchObject({ status: 403 });
    expect(await api.people[by].get(invitations)).toMatchObject({ status: 403 });
    expect(await api.people[by].delete(`${invitations}/${id}`)).toMatchObject({ status: 403 });
  }
  expect(await stranger.delete(`${invitations}/${id}`)).toMatchObject({ status: 404 });
  expect(await stranger.delete(`/v1/workspaces/other/invitations/${id}`)).toMatchObject({
    status: 404,
  });
});

test('shows an invitation to tokens, service accounts and ended sessions as to nobody', async () => {
  const { token } = await invite({ role: 'member', email: 'stranger@people.test' });
  const path = `/v1/invitations/${token}`;
  const { body } = await api.nobody.get(path);
  const made = { name: 'Bot', role: 'member' };
  const { id } = (await owner.post<{ id: string }>('/v1/workspaces/demo/service-accounts', made)).body;
  const callers = [
    await aToken(api, owner, { serviceAccount: id }),
    await aToken(api, stranger, {}, 'other'),
  ];
  for (const { caller } of callers) {
    // From its first call on, the API knows whose the token is.
    expect((await caller.get('/v1/me')).status).toBe(200);
    expect(await caller.get(path)).toMatchObject({ status: 200, body });
  }
  expect((await stranger.get(path)).body).not.toEqual(body);
  await api.pool.query('UPDATE sessions SET ended_at = now() WHERE user_id = $1', [stranger.id]);
  expect(await stranger.get(path)).toMatchObject({ status: 200, body });
});
