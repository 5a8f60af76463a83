import type { CreatedInvitation, Workspace } from '@weir/contract';
import { planned, ran, replanned } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { password } from '../support/people.js';
import { entriesOf, eventsOf } from './entries.js';

const api = theApi();
const { owner, manager, member, secondMember, requester, viewer, loner, stranger } = api.people;
const demo = '/v1/workspaces/demo';

test('members, invitations and the workspace itself are logged with who, what, from and to', async () => {
  const path = '/v1/workspaces/garden';
  await stranger.post<Workspace>('/v1/workspaces', { slug: 'garden', name: 'Garden' });
  await stranger.patch(path, { name: 'The garden' });
  const email = (await loner.get<{ user: { email: string } }>('/v1/me')).body.user.email;
  const invite = (body: object) => stranger.post<CreatedInvitation>(`${path}/invitations`, body);
  const used = (await invite({ role: 'member', email })).body;
  const unused = (await invite({ role: 'viewer' })).body;
  await stranger.delete(`${path}/invitations/${unused.id}`);
  await loner.post(`/v1/invitations/${used.token}/acceptance`);
  await stranger.patch(`${path}/members/${loner.id}`, { role: 'manager' });
  await stranger.delete(`${path}/members/${loner.id}`);
  await stranger.put(`${path}/archive`);
  await stranger.delete('/v1/me/archived-workspaces/garden');

  const [sam, lea] = [stranger, loner].map(({ id }) => expect.objectContaining({ id })) as [object, object];
  const mailed = { invitation: used.id, role: 'member', email };
  const open = { invitation: unused.id, role: 'viewer', email: null };
  const named = (name: string) => ({ slug: 'garden', name });
  expect((await eventsOf(stranger, path)).toReversed()).toEqual([
    ['workspace.created', sam, null, { to: named('Garden') }],
    ['membership.began', sam, sam, { user: stranger.id, to: { role: 'owner' } }],
    ['workspace.renamed', sam, null, { from: named('Garden'), to: named('The garden') }],
    ['invitation.created', sam, null, mailed],
    ['invitation.created', sam, null, open],
    ['invitation.revoked', sam, null, open],
    ['invitation.accepted', lea, lea, { ...mailed, user: loner.id }],
    ['membership.began', lea, lea, { user: loner.id, to: { role: 'member' } }],
    ['membership.changed', sam, lea, { user: loner.id, from: { role: 'member' }, to: { role: 'manager' } }],
    ['membership.ended', sam, lea, { user: loner.id, from: { role: 'manager' } }],
    ['workspace.archived', sam, null, {}],
    ['workspace.restored', sam, null, {}],
  ]);
});

test('the log of a workspace has what an import did, and who started it', async () => {
  const file = await planned('cards of Ann.csv', 'Title\nOne\nTwo');
  const target = { ...file.plan.target, key: 'MOVED' } as typeof file.plan.target;
  const done = await ran(await replanned(file, { target }));
  expect(done.state).toBe('done');
  const of = { import: file.id, format: 'csv', board: 'MOVED', total: 2, problem: null };
  const log = await eventsOf(owner, demo, '&type=import');
  expect(log).toEqual([
    ['import.finished', null, null, { ...of, processed: 2 }],
    ['import.started', expect.objectContaining({ id: manager.id }), null, { ...of, processed: 0 }],
  ]);
  expect(JSON.stringify(log)).not.toContain('Ann');
});

test('plain SQL is in the log without an actor, and undone with its transaction', async () => {
  const before = (await entriesOf(owner, demo)).length;
  const changes = [
    `UPDATE workspaces SET name = 'By SQL', caps = '{"boards": 500}' WHERE slug = 'demo'`,
    `UPDATE memberships SET role = 'manager' WHERE user_id = '${member.id}'`,
    `INSERT INTO person_limits (workspace_id, id, user_id, max)
     SELECT w.id, gen_random_uuid(), '${member.id}', 3 FROM workspaces w WHERE w.slug = 'demo'`,
    `UPDATE person_limits SET max = 4`,
    `DELETE FROM person_limits`,
    `UPDATE memberships SET left_at = now() WHERE user_id = '${viewer.id}'`,
    // What changes nothing that the log is about.
    `UPDATE memberships SET request_mails = 'daily', version = version + 1 WHERE user_id = '${member.id}'`,
    `UPDATE workspaces SET names_version = names_version + 1`,
  ];
  await api.pool.query(`BEGIN; ${changes.join(';')}; ROLLBACK`);
  expect(await entriesOf(owner, demo)).toHaveLength(before);
  await api.pool.query(changes.join(';'));
  const limit = (max: number) => ({ max, min: null, mode: 'block' });
  const [bao, vik] = [member, viewer].map(({ id }) => expect.objectContaining({ id })) as [object, object];
  const log = (await entriesOf(owner, demo)).slice(0, -before).filter(({ board }) => board === null);
  expect(
    log.map(({ event }) => ('change' in event ? [event.type, event.actor, event.person, event.change] : [])),
  ).toEqual([
    ['membership.ended', null, vik, { user: viewer.id, from: { role: 'viewer' } }],
    ['personLimit.changed', null, bao, { user: member.id, from: limit(4), to: null }],
    ['personLimit.changed', null, bao, { user: member.id, from: limit(3), to: limit(4) }],
    ['personLimit.changed', null, bao, { user: member.id, from: null, to: limit(3) }],
    ['membership.changed', null, bao, { user: member.id, from: { role: 'member' }, to: { role: 'manager' } }],
    ['workspace.capsChanged', null, null, { from: {}, to: { boards: 500 } }],
    ['workspace.renamed', null, null, expect.objectContaining({ to: { slug: 'demo', name: 'By SQL' } })],
  ]);
});

test('nothing in the log of a workspace can be changed or deleted, by no statement', async () => {
  for (const statement of [
    `UPDATE workspace_events SET at = now()`,
    `UPDATE workspace_events SET change = '{}'`,
    `UPDATE workspace_events SET change = change || '{"email": "else@people.test"}'`,
    `UPDATE workspace_events SET change = change || '{"email": "[erased]"}', actor_id = NULL WHERE change ? 'email'`,
    `DELETE FROM workspace_events`,
  ]) {
    await expect(api.pool.query(statement)).rejects.toMatchObject({ code: '23000' });
  }
  await expect(api.pool.query('TRUNCATE workspace_events')).rejects.toMatchObject({ code: '23000' });
});

test('erasing a person erases their address in the log, and nothing else there', async () => {
  const email = (await secondMember.get<{ user: { email: string } }>('/v1/me')).body.user.email;
  await owner.delete(`${demo}/members/${secondMember.id}`);
  await owner.post(`${demo}/invitations`, { role: 'member', email });
  await owner.post(`${demo}/invitations`, { role: 'member', email: 'other@people.test' });
  expect(JSON.stringify(await entriesOf(owner, demo))).toContain(email);
  expect((await secondMember.post('/v1/me/removal', { currentPassword: password })).status).toBe(204);
  const log = await eventsOf(owner, demo, '&type=invitation');
  expect(JSON.stringify(log)).not.toContain(email);
  expect(log.map(([type, , , change]) => [type, (change as { email: string }).email])).toEqual([
    ['invitation.revoked', '[erased]'],
    ['invitation.created', 'other@people.test'],
    ['invitation.created', '[erased]'],
  ]);
  const [ended] = await eventsOf(owner, demo, '&type=membership');
  expect(ended).toEqual([
    'membership.ended',
    { id: owner.id, name: 'Olga Ortiz' },
    { id: secondMember.id, name: '[erased]' },
    { user: secondMember.id, from: { role: 'member' } },
  ]);
  expect((await requester.get(`${demo}/audit`)).status).toBe(403);
});
