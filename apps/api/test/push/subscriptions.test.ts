import { createECDH } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { OwnData, PushSubscriptionList, Session } from '@weir/contract';
import { all } from '../races/crowd.js';
import { anotherInstance } from '../support/another-instance.js';
import { aBoard } from '../support/board.js';
import { password } from '../support/people.js';
import { devices, theApiWithPush } from './support.js';

const { api, service, browserOf, deliver, listed, subscribe } = theApiWithPush();
const { owner, manager, member, secondMember, viewer, loner } = api.people;

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
async function signedIn(email: string) {
  const { body } = await api.nobody.post<Session>('/v1/sessions', { email, password });
  return api.withToken(body.accessToken);
}

test('a person lists their own devices and removes one; those of others are not found', async () => {
  await browserOf(member, { 'user-agent': firefox });
  await browserOf(await signedIn('member@people.test'));
  const { items, publicKey } = (await member.get<PushSubscriptionList>(devices)).body;
  expect(publicKey).toMatch(/^[\w-]{87}$/);
  expect(items).toMatchObject([
    { isCurrent: false, pushedAt: null },
    { isCurrent: true, pushedAt: null, browser: 'Firefox', system: 'Linux' },
  ]);
  expect(JSON.stringify(items)).not.toContain(service.origin);
  const id = items[0]?.id;
  expect((await viewer.delete(`${devices}/${id}`)).status).toBe(404);
  expect((await viewer.post(`${devices}/${id}/test`)).status).toBe(404);
  expect((await member.delete(`${devices}/${id}`)).status).toBe(204);
  expect((await member.delete(`${devices}/${id}`)).status).toBe(404);
  expect(await listed(member)).toHaveLength(1);
});

test('a browser belongs to the person who switched notices on there last, without the notices of the one before', async () => {
  const browser = await browserOf(owner);
  expect((await subscribe(owner, browser)).status).toBe(201);
  expect(await listed(owner)).toHaveLength(1);
  const board = await aBoard().make();
  await manager.createCard(board, { title: 'Not yours', assigneeIds: [owner.id] });
  expect((await subscribe(loner, browser)).status).toBe(201);
  expect(await listed(owner)).toEqual([]);
  await deliver();
  expect(browser.shown).toEqual([]);
  const together = await all(8, (n) => subscribe(n % 2 === 0 ? owner : loner, browser));
  expect(together.map(({ status }) => status)).toEqual(Array(8).fill(201));
  expect((await listed(owner)).length + (await listed(loner)).length).toBe(1);
});

test('signing out ends the notices on that device, and signing out everywhere on all', async () => {
  const [here, there] = [
    await signedIn('secondmember@people.test'),
    await signedIn('secondmember@people.test'),
  ];
  await browserOf(here);
  await browserOf(there);
  await here.delete('/v1/sessions/current');
  expect(await listed(there)).toMatchObject([{ isCurrent: true }]);
  expect((await subscribe(here, service.browser())).status).toBe(401);
  // An expired session ends none, and is found when its person signs out everywhere.
  await api.pool.query(
    `UPDATE sessions SET expires_at = now() - interval '40 days' WHERE id = (SELECT session_id FROM push_subscriptions WHERE user_id = $1)`,
    [secondMember.id],
  );
  await api.service('PruningService').prune();
  expect(await listed(secondMember)).toHaveLength(1);
  const again = await signedIn('secondmember@people.test');
  await again.delete('/v1/me/sessions');
  const { rows } = await api.pool.query('SELECT FROM push_subscriptions WHERE user_id = $1', [
    secondMember.id,
  ]);
  expect(rows).toEqual([]);
});

test('a person has twenty devices: the next takes the place of the one confirmed longest ago', async () => {
  const browsers = await all(20, () => browserOf(viewer));
  api.clock.pass({ minutes: 1 });
  const [kept, ...others] = browsers;
  await subscribe(viewer, kept!);
  await browserOf(viewer);
  const { rows } = await api.pool.query<{ endpoint: string }>(
    'SELECT endpoint FROM push_subscriptions WHERE user_id = $1',
    [viewer.id],
  );
  const endpoints = rows.map(({ endpoint }) => endpoint);
  expect(endpoints).toHaveLength(20);
  expect(endpoints).toContain(kept!.endpoint);
  expect(others.filter(({ endpoint }) => !endpoints.includes(endpoint))).toHaveLength(1);
});

test('a browser that was silent for half a year is forgotten', async () => {
  const browser = await browserOf(manager);
  const count = async () =>
    (await api.pool.query('SELECT FROM push_subscriptions WHERE endpoint = $1', [browser.endpoint])).rowCount;
  const age = (days: number) =>
    api.pool.query(
      `UPDATE push_subscriptions SET confirmed_at = $2::timestamptz - make_interval(days => $3) WHERE endpoint = $1`,
      [browser.endpoint, api.clock.now(), days],
    );
  await age(179);
  await api.service('PruningService').prune();
  expect(await count()).toBe(1);
  await age(181);
  await api.service('PruningService').prune();
  expect(await count()).toBe(0);
});

test('a deleted account has no devices, and its data lists them without what reaches them', async () => {
  const browser = await browserOf(loner, { 'user-agent': firefox });
  const data = (await loner.get<OwnData>('/v1/me/data')).body;
  const pushService = new URL(service.origin).host;
  expect(data.settings.devices).toContainEqual(expect.objectContaining({ userAgent: firefox, pushService }));
  const { endpoint, keys } = browser.subscription;
  for (const secret of [endpoint, keys.auth, keys.p256dh]) expect(JSON.stringify(data)).not.toContain(secret);
  expect((await loner.post('/v1/me/removal', { currentPassword: password })).status).toBe(204);
  const { rowCount } = await api.pool.query('SELECT FROM push_subscriptions WHERE user_id = $1', [loner.id]);
  expect(rowCount).toBe(0);
});

test('a server without notices to devices has no key and takes no device; one with keys of its own shows those', async () => {
  const curve = createECDH('prime256v1');
  const own = {
    WEIR_VAPID_PUBLIC_KEY: curve.generateKeys('base64url'),
    WEIR_VAPID_PRIVATE_KEY: curve.getPrivateKey('base64url'),
  };
  const [off, keyed] = [await anotherInstance(api, { WEIR_PUSH: 'off' }), await anotherInstance(api, own)];
  try {
    const there = off.as(member);
    expect((await there.get<PushSubscriptionList>(devices)).body.publicKey).toBeNull();
    expect((await there.post(devices, service.browser().subscription)).status).toBe(403);
    const { body } = await keyed.as(member).get<PushSubscriptionList>(devices);
    expect(body.publicKey).toBe(own.WEIR_VAPID_PUBLIC_KEY);
  } finally {
    await Promise.all([off.close(), keyed.close()]);
  }
});
