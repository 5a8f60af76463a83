import type { Board, Card, Me, Role, Session, Workspace } from '@weir/contract';
import { cast, demo, seed } from '@weir/prisma/seed';
import pg from 'pg';
import { theApi } from '../support/api.js';
import { EventListener } from '../support/event-listener.js';
import { Caller } from '../support/person.js';

// As `pnpm start` with its demo: only then does the API know the owner of the tables.
const api = theApi(({ url }) => ({ WEIR_DEMO_DATABASE_URL: url }), { empty: true });
const path = '/v1/workspaces/demo/demo';
const platform = { path: '/v1/workspaces/demo/boards/PLAT' };
const seededAt = new Date(Date.now() - 3 * 86_400_000);

beforeAll(async () => {
  const client = new pg.Client({ connectionString: api.endpoint.env.WEIR_DEMO_DATABASE_URL });
  await client.connect();
  await seed(client, { now: seededAt });
  await client.end();
});

async function signIn(role: Role) {
  const { email } = cast[role];
  const { body } = await api.nobody.post<Session>('/v1/sessions', { email, password: demo.password });
  return new Caller(
    () => api.endpoint,
    () => body.accessToken,
  );
}

test('a manager starts the demo afresh, everybody stays signed in, and open pages read it again', async () => {
  const manager = await signIn('manager');
  const member = await signIn('member');
  const { workspaces } = (await member.get<Me>('/v1/me')).body;
  expect(workspaces).toEqual([
    { ...demo, password: undefined, role: 'member', demoSeededAt: seededAt.toISOString() },
  ]);
  const made = await member.post<Card>(`${platform.path}/cards`, {
    title: 'Mine',
    classOfService: 'intangible',
  });
  expect(made.status).toBe(201);
  const other = await member.post<Workspace>('/v1/workspaces', { slug: 'mine', name: 'Mine' });
  expect(other.body).toEqual({ slug: 'mine', name: 'Mine', role: 'owner' });
  const listener = await EventListener.open(member, platform);

  for (const role of ['member', 'requester', 'viewer'] as const)
    expect((await (await signIn(role)).put(path)).status).toBe(403);
  expect((await member.put('/v1/workspaces/mine/demo')).status).toBe(404);
  expect((await manager.put('/v1/workspaces/mine/demo')).status).toBe(404);

  const both = await Promise.all([manager.put<Workspace>(path), manager.put<Workspace>(path)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const fresh = both[0].body.demoSeededAt as string;
  expect(both[1].body).toEqual(both[0].body);
  expect(Date.parse(fresh)).toBeGreaterThan(Date.now() - 60_000);
  await listener.until(({ received }) => received.some(({ event }) => event === 'resync'));
  listener.cut();
  const { cards } = (await member.get<Board>(platform.path)).body;
  expect(cards.map(({ title }) => title)).not.toContain('Mine');
  expect((await member.get<Me>('/v1/me')).body.workspaces.map(({ slug }) => slug)).toEqual(['demo', 'mine']);
  // Within a day nothing more happens.
  expect((await manager.put<Workspace>(path)).body.demoSeededAt).toBe(fresh);
});
