import type { Member, MemberList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import type { Name } from '../../support/people.js';

const api = theApi({}, { perTest: true });
const { owner, manager, requester, stranger } = api.people;

const members = '/v1/workspaces/demo/members';
const of = (name: Name) => `${members}/${api.people[name].id}`;

test('shows the members to all but requesters, and addresses to owners and the person', async () => {
  const seen = async (by: Name) => (await api.people[by].get<MemberList>(members)).body.items;
  const emails = (list: Member[]) => list.filter(({ email }) => email !== null).map(({ name }) => name);
  expect(emails(await seen('owner'))).toHaveLength(7);
  expect(emails(await seen('viewer'))).toEqual(['Vik Vale']);
  expect(await requester.get(members)).toMatchObject({
    status: 403,
    body: { code: 'not-allowed' },
  });
  expect(await stranger.get(members)).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

test('a changed role takes effect with the next call', async () => {
  expect(await requester.get(members)).toMatchObject({ status: 403 });
  const changed = await owner.patch(of('requester'), { role: 'viewer' });
  expect(changed).toMatchObject({ status: 200, body: { name: 'Rana Roy', role: 'viewer' } });
  expect(await requester.get(members)).toMatchObject({ status: 200 });
});

test('a repeated change of a role and a repeated removal take effect once', async () => {
  const key = (name: string) => ({ 'idempotency-key': name });
  const first = await owner.patch(of('requester'), { role: 'viewer' }, key('role'));
  await owner.patch(of('requester'), { role: 'member' });
  expect(await owner.patch(of('requester'), { role: 'viewer' }, key('role'))).toMatchObject({
    status: 200,
    body: first.body,
  });
  const { body } = await owner.get<MemberList>(members);
  expect(body.items.find(({ id }) => id === requester.id)?.role).toBe('member');
  expect(await owner.patch(of('requester'), { role: 'manager' }, key('role'))).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });

  expect((await owner.delete(of('viewer'), key('remove'))).status).toBe(204);
  expect((await owner.delete(of('viewer'), key('remove'))).status).toBe(204);
  expect((await owner.delete(of('viewer'), key('again'))).status).toBe(404);
});

test('only an owner changes roles and removes others', async () => {
  for (const by of ['manager', 'member', 'requester', 'viewer'] as const) {
    expect(await api.people[by].patch(of('secondMember'), { role: 'viewer' })).toMatchObject({ status: 403 });
    expect(await api.people[by].delete(of('secondMember'))).toMatchObject({ status: 403 });
  }
});

test('does not find a person of another workspace', async () => {
  expect(await owner.patch(of('stranger'), { role: 'viewer' })).toMatchObject({ status: 404 });
  expect(await owner.delete(of('stranger'))).toMatchObject({ status: 404 });
  expect(await owner.delete(`${members}/nobody`)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'user' }] },
  });
});

test('refuses to remove or demote the last owner', async () => {
  const refused = { status: 409, body: { code: 'last-owner' } };
  expect(await owner.delete(of('owner'))).toMatchObject(refused);
  expect(await owner.patch(of('owner'), { role: 'member' })).toMatchObject(refused);
  await owner.patch(of('manager'), { role: 'owner' });
  expect(await owner.delete(of('owner'))).toMatchObject({ status: 204 });
  expect(await owner.get(members)).toMatchObject({ status: 404 });
});

test('keeps one of two owners who leave at once', async () => {
  await owner.patch(of('manager'), { role: 'owner' });
  const answers = await Promise.all([owner.delete(of('owner')), manager.delete(of('manager'))]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
});

test('lets anyone leave, with effect at once', async () => {
  expect(await requester.delete(of('requester'))).toMatchObject({ status: 204 });
  expect(await requester.get('/v1/workspaces/demo/boards')).toMatchObject({ status: 404 });
  expect(await requester.get('/v1/me')).toMatchObject({ status: 200, body: { workspaces: [] } });
});
