import { expect, test } from '@jest/globals';
import type { PushSubscriptionList, PushTest } from '@weir/contract';
import { all } from '../races/crowd.js';
import { anotherInstance } from '../support/another-instance.js';
import { aBoard } from '../support/board.js';
import { devices, theApiWithPush } from './support.js';

const { api, browserOf, deliver, listed } = theApiWithPush();
const { owner, manager, member, secondMember, viewer } = api.people;
const notices = '/v1/workspaces/demo/notices';

/** A card that somebody assigns to a person. */
async function assigned(person: { id: string }, title = 'Export') {
  const board = await aBoard().make();
  await manager.createCard(board, { title, assigneeIds: [person.id] });
  return board;
}
const pending = async () => (await api.pool.query('SELECT count(*)::int AS count FROM pushes')).rows[0].count;

test('a notice goes to each device of its reader, encrypted for it and signed by the server', async () => {
  const [first, second] = [await browserOf(member), await browserOf(member)];
  const others = await browserOf(secondMember);
  const board = await assigned(member);
  await deliver();
  const { publicKey } = (await member.get<PushSubscriptionList>(devices)).body;
  const [notice] = (await member.get<{ items: { id: string }[] }>(notices)).body.items;
  expect(first.received).toEqual([
    {
      message: {
        title: 'Mira Mensah assigned you: Export',
        text: `${board.key}-1 is assigned to you.`,
        path: `/demo/${board.key}/cards/1`,
        tag: notice?.id,
        language: 'en',
      },
      ttl: '86400',
      topic: notice?.id.replaceAll('-', ''),
      publicKey,
      contact: 'https://weir.test',
    },
  ]);
  expect(second.shown).toEqual(first.shown);
  expect(others.shown).toEqual([]);
  await deliver();
  expect(first.received).toHaveLength(1);
  expect(await listed(member)).toEqual([
    expect.objectContaining({ pushedAt: expect.any(String) }),
    expect.objectContaining({ pushedAt: expect.any(String) }),
  ]);
});

test('people choose the topics of their devices, and those that concern them are on from the start', async () => {
  expect((await viewer.get(`${notices}/push-choices`)).body).toEqual({
    ...{ assigned: true, mentioned: true, requests: true, messages: true, deadlines: true, slots: true },
    ...{ comments: false, blocks: false, dueDates: false, overrides: false, newRequests: false },
  });
  const browser = await browserOf(viewer);
  const board = await aBoard().make();
  await manager.createCard(board, { title: 'Export' });
  const card = `${board.path}/cards/1`;
  await viewer.put(`${card}/watch`);
  await manager.post(`${card}/comments`, { text: 'Nobody hears this' });
  const chosen = await viewer.patch(`${notices}/push-choices`, { comments: true });
  expect(chosen.body).toMatchObject({ comments: true, blocks: false, assigned: true });
  await manager.post(`${card}/comments`, { text: 'This one is heard' });
  await deliver();
  expect(browser.shown).toEqual(['Mira Mensah commented: Export: This one is heard']);
  // Also what is in the outbox already.
  await manager.post(`${card}/comments`, { text: 'Too late' });
  await viewer.patch(`${notices}/push-choices`, { comments: false });
  await deliver();
  expect(browser.shown).toHaveLength(1);

  await manager.patch(`${notices}/push-choices`, { newRequests: true });
  const managers = await browserOf(manager);
  const ask = await aBoard().make();
  await ask.ask('A lamp');
  await deliver();
  expect(managers.received.map(({ message }) => message.path)).toEqual([`/demo/${ask.key}/requests/1`]);
});

test('what its reader has read in the app, or was deleted, is not pushed', async () => {
  const browser = await browserOf(owner);
  await assigned(owner, 'Read');
  await owner.put(`${notices}/read`, {});
  await deliver();
  const board = await assigned(owner, 'Deleted');
  await manager.put(`${board.path}/cards/1/archive`);
  expect((await manager.delete(`${board.path}/cards/1`)).status).toBe(204);
  await deliver();
  expect(browser.shown).toEqual([]);
  expect(await pending()).toBe(0);
});

test('quiet hours delay notices, and when they end a device gets one message for all unread notices', async () => {
  const browser = await browserOf(secondMember);
  const at = (hours: number) =>
    new Date(api.clock.now().getTime() + hours * 3_600_000).toISOString().slice(11, 16);
  const quietHours = { from: at(-1), until: at(2) };
  await secondMember.put(`${notices}/mail-times`, { quietHours, daily: true, timeZone: 'UTC' });
  await assigned(secondMember, 'One');
  await assigned(secondMember, 'Two');
  await deliver();
  api.clock.pass({ hours: 1 });
  await deliver();
  expect(browser.shown).toEqual([]);
  api.clock.pass({ hours: 1.1 });
  await deliver();
  expect(browser.shown).toEqual(['2 new notices: Open Weir to read them.']);
  expect(browser.received[0]?.message.path).toBe('/demo/notices');
  // A daily mail delays no message to a device.
  await assigned(secondMember, 'Three');
  await deliver();
  expect(browser.shown[1]).toMatch(/^Mira Mensah assigned you: Three/);
});

test('a device whose push service answers 404 or 410 is removed, and its person sees that it is', async () => {
  for (const status of [404, 410]) {
    const browser = await browserOf(member);
    const before = await listed(member);
    browser.answer = { status };
    await assigned(member);
    await deliver();
    expect(await listed(member)).toHaveLength(before.length - 1);
  }
  expect(await pending()).toBe(0);
  const browser = await browserOf(member);
  const [{ id } = { id: '' }] = await listed(member);
  expect((await member.post<PushTest>(`${devices}/${id}/test`)).body).toEqual({ outcome: 'sent' });
  expect(browser.shown).toEqual(['A test from Weir: Notices arrive on this device.']);
  browser.answer = { status: 503 };
  expect((await member.post<PushTest>(`${devices}/${id}/test`)).body).toEqual({ outcome: 'failed' });
  browser.answer = { status: 410 };
  expect((await member.post<PushTest>(`${devices}/${id}/test`)).body).toEqual({ outcome: 'gone' });
  expect((await listed(member)).map((each) => each.id)).not.toContain(id);
});

test('a push service that is down or busy gets another attempt later; what it refuses, or is a day old, is given up', async () => {
  const browser = await browserOf(member);
  const until = new Date(api.clock.now().getTime() + 600_000).toUTCString();
  browser.answer = { status: 429, headers: { 'retry-after': until } };
  await assigned(member, 'Waits');
  await deliver();
  expect(browser.calls).toBe(1);
  api.clock.pass({ minutes: 9 });
  await deliver();
  expect(browser.calls).toBe(1);
  browser.answer = { status: 500 };
  api.clock.pass({ minutes: 2 });
  await deliver();
  expect(browser.calls).toBe(2);
  browser.answer = { status: 201 };
  api.clock.pass({ minutes: 6 });
  await deliver();
  expect(browser.shown).toEqual([expect.stringContaining('Waits')]);

  browser.answer = { status: 413 };
  await assigned(member, 'Too large');
  await deliver();
  expect(await pending()).toBe(0);
  browser.answer = { status: 503 };
  await assigned(member, 'Too old');
  await deliver();
  api.clock.pass({ hours: 25 });
  browser.answer = { status: 201 };
  await deliver();
  expect(browser.received).toHaveLength(1);
  expect(await pending()).toBe(0);
});

test('a device that no message can be made for does not stop messages to others', async () => {
  const browsers = await all(11, () => browserOf(member));
  const [first] = browsers;
  await api.pool.query(`UPDATE push_subscriptions SET endpoint = 'nowhere' WHERE endpoint = $1`, [
    first?.endpoint,
  ]);
  await assigned(member);
  await deliver();
  expect(browsers.map(({ calls }) => calls)).toEqual([0, ...Array(10).fill(1)]);
});

test('two instances that deliver at once send each notice once', async () => {
  const other = await anotherInstance(api, {});
  try {
    const browsers = await all(12, () => browserOf(owner));
    await assigned(owner, 'Once');
    const pushes = builtApi.serviceOf(other.app, 'PushesService');
    await Promise.all([deliver(), pushes.deliverDue(), deliver(), pushes.deliverDue()]);
    expect(browsers.map(({ received }) => received.length)).toEqual(Array(12).fill(1));
  } finally {
    await other.close();
  }
});

test('devices get no notices of a workspace that their person left, or that is archived', async () => {
  const [left, stays] = [await browserOf(member), await browserOf(owner)];
  await assigned(member, 'Left');
  await assigned(owner, 'Archived');
  expect((await owner.delete(`/v1/workspaces/demo/members/${member.id}`)).status).toBe(204);
  await api.pool.query(`UPDATE workspaces SET archived_at = now() WHERE slug = 'demo'`);
  await deliver();
  expect([left.calls, stays.calls]).toEqual([0, 0]);
});
