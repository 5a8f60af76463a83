import type { OwnSession, OwnSessionList, Session } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { EventListener } from '../../support/event-listener.js';
import { password } from '../../support/people.js';
import type { Caller } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { member, viewer, requester, secondMember, manager } = api.people;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0';

async function signedIn(name: string, userAgent = firefox): Promise<Caller> {
  const body = { email: `${name}@people.test`, password };
  const { body: session } = await api.nobody.post<Session>('/v1/sessions', body, { 'user-agent': userAgent });
  return api.withToken(session.accessToken);
}
const listed = async (by: Caller) => (await by.get<OwnSessionList>('/v1/me/sessions')).body.items;
const currentOf = async (by: Caller) => (await listed(by)).find(({ isCurrent }) => isCurrent) as OwnSession;
const isLive = async (by: Caller) => (await by.get('/v1/me')).status === 200;
const end = (by: Caller, id: string) => by.delete(`/v1/me/sessions/${id}`);

test('a session is listed with its device, its beginning and its last use, and this one is marked', async () => {
  const before = api.clock.now().getTime();
  const other = await signedIn('viewer', 'curl/8.14.1');
  const here = await signedIn('viewer');
  const session = await currentOf(here);
  expect(session).toEqual({
    id: expect.any(String),
    browser: 'Firefox',
    system: 'Linux',
    startedAt: session.lastUsedAt,
    lastUsedAt: expect.any(String),
    isCurrent: true,
  });
  expect(Date.parse(session.startedAt)).toBeGreaterThanOrEqual(before);
  expect((await currentOf(other)).browser).not.toBe('Firefox');
  api.clock.pass({ hours: 1 });
  const used = api.clock.now().getTime();
  await isLive(other);
  // Noting it is no part of the call.
  const noted = async (): Promise<OwnSession> => {
    const found = await currentOf(other);
    return Date.parse(found.lastUsedAt) >= used ? found : noted();
  };
  const { id, startedAt } = await noted();
  expect(Date.parse(startedAt)).toBeLessThan(used);
  const [first, ...more] = await listed(other);
  expect(first?.id).toBe(id);
  expect(more.filter(({ isCurrent }) => isCurrent)).toEqual([]);
});

test('ending one session leaves the others, and closes its streams', async () => {
  const [here, lost] = [await signedIn('member'), await signedIn('member')];
  const board = await aBoard().make();
  const stream = await EventListener.open(lost, board);
  const { id } = await currentOf(lost);
  expect((await end(here, id)).status).toBe(204);
  expect([await isLive(here), await isLive(lost), await isLive(member)]).toEqual([true, false, true]);
  expect(refusalOf(await end(here, id))).toEqual({ status: 404, code: 'not-found' });
  await stream.until(({ ended }) => ended);
});

test('signing out everywhere ends all of a person’s sessions and nobody else’s', async () => {
  const [here, there] = [await signedIn('requester'), await signedIn('requester')];
  const twice = await Promise.all([here.delete('/v1/me/sessions'), there.delete('/v1/me/sessions')]);
  expect(twice.map(({ status }) => status)).toContain(204);
  expect([await isLive(here), await isLive(there), await isLive(requester)]).toEqual([false, false, false]);
  expect(await isLive(manager)).toBe(true);
});

test('nobody sees or ends the sessions of another person', async () => {
  const { id } = await currentOf(secondMember);
  expect(refusalOf(await end(viewer, id))).toEqual({ status: 404, code: 'not-found' });
  expect((await listed(viewer)).some((each) => each.id === id)).toBe(false);
  for (const refused of [
    await api.nobody.get('/v1/me/sessions'),
    await api.nobody.delete('/v1/me/sessions'),
    await end(api.nobody, id),
  ])
    expect(refusalOf(refused)).toEqual({ status: 401, code: 'not-signed-in' });
  expect(refusalOf(await end(viewer, 'not-an-id'))).toMatchObject({ status: 422 });
  expect(await isLive(secondMember)).toBe(true);
});

test('a sign-in without a name of its device, or with a very long one, is a sign-in', async () => {
  const long = await signedIn('viewer', `${'x'.repeat(5000)} Firefox/141.0`);
  expect((await currentOf(long)).isCurrent).toBe(true);
  const { rows } = await api.pool.query('SELECT max(length(user_agent)) AS longest FROM sessions');
  expect(rows).toEqual([{ longest: 300 }]);
  const none = await signedIn('viewer', '');
  expect(await currentOf(none)).toMatchObject({ browser: null, system: null });
});
