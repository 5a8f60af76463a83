import type { CreatedInvitation, InvitationList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { refusalOf } from '../../support/refusals.js';
import { invitations, invite } from './mailed.js';

const api = theApi();
const { owner, manager, viewer, stranger, loner } = api.people;
const members = '/v1/workspaces/demo/members';
const acceptance = (token: string) => `/v1/invitations/${token}/acceptance`;

test('shows the address of an invitation to its person and the owners, masked to everybody else', async () => {
  const { token } = await invite(owner, 'stranger@people.test');
  const shownTo = async (caller: typeof api.nobody) =>
    (await caller.get<{ email: string }>(`/v1/invitations/${token}`)).body.email;
  expect(await shownTo(api.nobody)).toBe('s•••@p•••.test');
  expect(await shownTo(loner)).toBe('s•••@p•••.test');
  expect(await shownTo(stranger)).toBe('stranger@people.test');
  expect((await owner.get<InvitationList>(invitations)).body.items).toMatchObject([
    { email: 'stranger@people.test' },
  ]);
});

test('refuses an invitation for another address', async () => {
  const { token } = await invite(owner, 'loner@people.test');
  expect(await stranger.post(acceptance(token))).toMatchObject({
    status: 409,
    body: { code: 'invitation-invalid' },
  });
  expect(await loner.post(acceptance(token))).toMatchObject({ status: 201 });
});

test('a member is not invited a second time', async () => {
  expect(refusalOf(await owner.post(invitations, { role: 'viewer', email: viewer.email }), 'errors')).toEqual(
    {
      status: 409,
      code: 'already-member',
      errors: [expect.objectContaining({ path: 'email', code: 'alreadyMember' })],
    },
  );
  await owner.delete(`${members}/${viewer.id}`);
  expect((await owner.post(invitations, { role: 'viewer', email: viewer.email })).status).toBe(201);
});

test('a stranger with the link of an invitation for an address creates no account without the address', async () => {
  const { token } = await invite(owner, 'mia@people.test');
  const signUp = (email: string) =>
    api.nobody.post('/v1/users', { email, name: 'Mia', password: 'long enough', invitation: token });
  expect(await signUp('l•••@p•••.test')).toMatchObject({ status: 422 });
  expect(await signUp('max@people.test')).toMatchObject({
    status: 409,
    body: { code: 'invitation-invalid', detail: 'This invitation is for another email address than yours.' },
  });
  expect(await signUp('mia@people.test')).toMatchObject({ status: 201 });
});

test('an address that was invited keeps its invitation, with the role and the link that it had', async () => {
  await owner.patch(`${members}/${manager.id}`, { role: 'owner' });
  const email = 'twice@people.test';
  const first = await owner.post<CreatedInvitation>(invitations, { role: 'viewer', email });
  expect([first.status, first.body.isNew]).toEqual([201, true]);
  const again = await manager.post<CreatedInvitation>(invitations, {
    role: 'owner',
    email: ' Twice@People.test ',
  });
  expect(again).toMatchObject({ status: 200, body: { ...first.body, isNew: false, mailed: false } });
  const listed = async () =>
    (await owner.get<InvitationList>(invitations)).body.items.filter((each) => each.email === email);
  expect(await listed()).toMatchObject([{ id: first.body.id, role: 'viewer' }]);

  // One that has expired, or whose inviter may no longer invite, is replaced by another with a new link.
  api.clock.pass({ days: 8 });
  const later = await manager.post<CreatedInvitation>(invitations, { role: 'member', email });
  expect([later.status, later.body.isNew]).toEqual([201, true]);
  expect(later.body.token).not.toBe(first.body.token);
  await api.pool.query("UPDATE memberships SET role = 'member' WHERE user_id = $1", [manager.id]);
  const last = await owner.post<CreatedInvitation>(invitations, { role: 'viewer', email });
  expect([last.status, last.body.isNew]).toEqual([201, true]);
  expect(await listed()).toMatchObject([{ id: last.body.id, role: 'viewer' }]);
  expect(await api.nobody.get(`/v1/invitations/${first.body.token}`)).toMatchObject({ status: 409 });
});

test('however many owners invite an address at once, over HTTP and in SQL, it has one open invitation', async () => {
  await owner.patch(`${members}/${manager.id}`, { role: 'owner' });
  for (let round = 0; round < 5; round += 1) {
    const email = `race${round}@people.test`;
    const one = (n: number) =>
      (n % 2 ? owner : manager).post<CreatedInvitation>(invitations, { role: 'member', email });
    const answers = await Promise.all([0, 1, 2, 3, 4, 5].map(one));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  }
  const open = await api.pool.query(
    `SELECT email FROM invitations WHERE email LIKE 'race%' AND revoked_at IS NULL AND accepted_at IS NULL`,
  );
  expect(open.rowCount).toBe(5);
  const copy = `INSERT INTO invitations (workspace_id, id, token_hash, role, email, created_by, created_at, expires_at)
    SELECT workspace_id, gen_random_uuid(), decode(md5(random()::text), 'hex'), 'owner', email, created_by, created_at, expires_at
      FROM invitations WHERE email = 'race0@people.test'`;
  const copies = await Promise.allSettled([1, 2, 3].map(() => api.pool.query(copy)));
  const refused = {
    status: 'rejected',
    reason: expect.objectContaining({ constraint: 'invitations_one_open' }),
  };
  expect(copies).toEqual([1, 2, 3].map(() => expect.objectContaining(refused)));
});
