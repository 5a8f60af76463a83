import type { Workspace, WorkspaceList } from '@weir/contract';
import { theApi } from '../support/api.js';

const api = theApi();
const { viewer, loner } = api.people;
const mine = async () =>
  (await loner.get<WorkspaceList>('/v1/workspaces')).body.items.map(({ slug }) => slug);

test('makes its creator the owner of a workspace', async () => {
  const made = await loner.post<Workspace>('/v1/workspaces', { slug: 'garden', name: 'Garden' });
  expect(made).toMatchObject({ status: 201, body: { slug: 'garden', name: 'Garden', role: 'owner' } });
  expect(await mine()).toContain('garden');
});

test('refuses a taken and a reserved slug', async () => {
  const taken = await loner.post('/v1/workspaces', { slug: 'other', name: 'Mine now' });
  expect(taken).toMatchObject({ status: 409, body: { code: 'key-taken', key: 'other' } });
  const page = await loner.post('/v1/workspaces', { slug: 'sign-in', name: 'Trap' });
  expect(page).toMatchObject({ status: 422, body: { errors: [{ path: 'slug' }] } });
});

test('creates one workspace for a key, even if it is sent twice at once', async () => {
  const body = { slug: 'orchard', name: 'Orchard' };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => loner.post('/v1/workspaces', body, { 'idempotency-key': 'orchard' })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(5);
  expect((await mine()).filter((slug) => slug === 'orchard')).toHaveLength(1);

  const other = await loner.post(
    '/v1/workspaces',
    { ...body, name: 'Else' },
    { 'idempotency-key': 'orchard' },
  );
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  const someone = await viewer.post(
    '/v1/workspaces',
    { ...body, slug: 'orchard-2' },
    { 'idempotency-key': 'orchard' },
  );
  expect(someone).toMatchObject({ status: 201 });
});

test('forgets the key of a workspace after a day', async () => {
  const key = { 'idempotency-key': 'daily' };
  expect(await loner.post('/v1/workspaces', { slug: 'day-one', name: 'One' }, key)).toMatchObject({
    status: 201,
  });
  api.clock.pass({ hours: 25 });
  expect(await loner.post('/v1/workspaces', { slug: 'day-two', name: 'Two' }, key)).toMatchObject({
    status: 201,
  });
});

test('decides the key of a workspace again after a refusal', async () => {
  const key = { 'idempotency-key': 'afresh' };
  const body = { slug: 'fresh', name: 'Fresh' };
  await viewer.post('/v1/workspaces', body);
  expect(await loner.post('/v1/workspaces', body, key)).toMatchObject({ status: 409 });
  await api.pool.query(`UPDATE workspaces SET slug = 'stale' WHERE slug = 'fresh'`);
  expect(await loner.post('/v1/workspaces', body, key)).toMatchObject({ status: 201 });
});

test('lists workspaces in pages', async () => {
  const first = await loner.get<WorkspaceList>('/v1/workspaces?size=2');
  expect(first.body.items).toHaveLength(2);
  const second = await loner.get<WorkspaceList>(`/v1/workspaces?size=2&cursor=${first.body.nextCursor}`);
  expect(second.body.items[0]?.slug).not.toBe(first.body.items[0]?.slug);
  expect(await loner.get('/v1/workspaces?cursor=bm9uc2Vuc2U')).toMatchObject({ status: 422 });
});
