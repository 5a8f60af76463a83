import { afterAll, afterEach, beforeAll, jest } from '@jest/globals';
import type { ReadyStatus } from '@weir/contract';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { mailSettings } from '../support/mail.js';
import { countsOf, metricsToken } from '../support/metrics.js';
import { Bucket } from '../support/servers/bucket.js';
import { Mailbox } from '../support/servers/mailbox.js';
import { PushService } from '../support/servers/push-service.js';
import { Relay } from '../support/servers/relay.js';
import { timed } from '../support/usual-bounds.js';
import { Receiver } from '../webhooks/receiver.js';

const bucket = new Bucket();
const mailbox = new Mailbox();
const receivers = [new Receiver(), new Receiver()] as const;
const push = new PushService();
let storage: Relay;
beforeAll(async () => {
  await Promise.all([
    bucket.start(),
    mailbox.start(),
    push.start(),
    ...receivers.map((each) => each.start()),
  ]);
  storage = await new Relay(bucket.settings.WEIR_S3_ENDPOINT).listen();
});
const api = theApi(() => ({
  ...bucket.settings,
  WEIR_S3_ENDPOINT: storage.origin,
  ...mailSettings(mailbox),
  WEIR_WEBHOOK_RECEIVERS: receivers.map(({ origin }) => origin).join(','),
  WEIR_PUSH_SERVICES: push.origin,
  WEIR_METRICS_TOKEN: metricsToken,
}));
afterAll(async () => {
  await Promise.all([
    storage.close(),
    bucket.stop(),
    mailbox.stop(),
    push.stop(),
    ...receivers.map((each) => each.stop()),
  ]);
});
const { manager, member, owner, requester, secondMember, stranger, viewer } = api.people;

const realNow = Date.now;
let ahead = 0;
/** Moves every clock of the process forward. */
function pass({ seconds = 0, minutes = 0, hours = 0 }): void {
  ahead += (hours * 3600 + minutes * 60 + seconds) * 1000;
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
}
const open = () => countsOf(api.origin, 'weir_breaker_open');
const refused = () => countsOf(api.origin, 'weir_breaker_refused_total');
afterEach(async () => {
  jest.restoreAllMocks();
  ahead = 0;
  // An open breaker does not make the instance unready.
  expect((await api.nobody.get<ReadyStatus>('/health/ready')).body.status).toBe('ready');
});

test('a silent storage delays only a few callers, for some seconds, and works again without a restart', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  const { id } = (await member.attach(board, 'plan.txt', 'the plan')).body;
  const content = `${board.path}/cards/1/attachments/${id}/content`;
  const readers = [viewer, member, manager, owner, secondMember];
  const reads = (each: number) =>
    readers.flatMap((person) => Array.from({ length: each }, () => timed(() => person.get(content))));
  const unavailable = { status: 503, body: { code: 'overloaded' } };

  storage.fallSilent();
  for (const { answer, seconds } of await Promise.all(reads(1))) {
    expect(answer).toMatchObject(unavailable);
    expect(seconds).toBeLessThan(8);
  }
  expect(await open()).toMatchObject({ storage: 1 });
  const attached = timed(() => member.attach(board, 'late.txt', 'late'));
  for (const { answer, seconds } of await Promise.all([attached, ...reads(6)])) {
    expect(answer).toMatchObject(unavailable);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(5);
    expect(seconds).toBeLessThan(3);
  }
  expect((await refused()).storage).toBe(31);
  // Calls that need no storage work.
  expect(await viewer.get(`${board.path}/cards/1/attachments`)).toMatchObject({ status: 200 });

  storage.recover();
  pass({ seconds: 6 });
  // Its pause is over, so the next call is tried.
  expect(await open()).toMatchObject({ storage: 0 });
  expect(await viewer.get(content)).toMatchObject({ status: 200, body: 'the plan' });
  expect(await member.attach(board, 'late.txt', 'late')).toMatchObject({ status: 201 });
  expect(await open()).toMatchObject({ storage: 0 });
});

test('a mail server that is down for a day uses up no attempt of a mail, and all mails are sent when it is back', async () => {
  for (const title of ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth']) {
    const board = await aBoard().make();
    const { number } = (await requester.submit(board, { title })).body;
    await manager.answer(board, number, decline);
  }
  const mails = async () =>
    (await api.pool.query('SELECT attempts, error, failed_at, sent_at FROM mails ORDER BY id')).rows;
  const deliver = () => api.service('MailService').deliverDue();
  await mailbox.stop();
  await deliver();
  expect(await open()).toMatchObject({ mail: 1 });
  await deliver();
  expect((await refused()).mail).toBeGreaterThan(0);
  for (let hours = 0; hours < 24; hours += 4) {
    pass({ hours: 4 });
    await deliver();
  }
  for (const mail of await mails())
    expect(mail).toMatchObject({ attempts: 0, failed_at: null, sent_at: null });
  expect((await mails()).filter(({ error }) => error?.includes('ECONNREFUSED')).length).toBeGreaterThan(0);

  await mailbox.start();
  pass({ minutes: 2 });
  await deliver();
  for (const mail of await mails()) expect(mail).toMatchObject({ attempts: 1, sent_at: expect.any(Date) });
  expect(mailbox.received).toHaveLength(6);
  expect(await open()).toMatchObject({ mail: 0 });
});

test('a silent receiver takes only its share of the places, and only its workspace waits, without a failure', async () => {
  const [silent, quick] = receivers;
  const board = await aBoard().make();
  const webhooks = '/v1/workspaces/demo/webhooks';
  const add = (origin: string, n: number) =>
    manager.post(webhooks, { name: `Hook ${n}`, url: `${origin}/${n}`, boards: [board.key] });
  for (let n = 0; n < 16; n += 1) expect(await add(silent.origin, n)).toMatchObject({ status: 201 });
  expect(await add(quick.origin, 16)).toMatchObject({ status: 201 });
  silent.behave = () => 'hang';
  const deliver = () => api.service('WebhookSender').deliverDue();
  await board.cards('Ready', 1);

  const delivering = deliver();
  await quick.until(() => quick.received.length === 1);
  for (const hanging of [4, 8]) {
    await silent.until(() => silent.received.length === hanging);
    silent.letGo();
  }
  await delivering;
  expect(silent.received).toHaveLength(8);
  const failures = async () =>
    (await api.pool.query('SELECT sum(failures)::int AS sum, max(failures) AS max FROM webhooks')).rows[0];
  expect(await failures()).toEqual({ sum: 8, max: 1 });
  expect(await open()).toMatchObject({ webhooks: 1 });

  // The other webhooks are due, but none is sent.
  pass({ seconds: 12 });
  await deliver();
  expect(silent.received).toHaveLength(8);
  expect(await failures()).toEqual({ sum: 8, max: 1 });
  expect((await refused()).webhooks).toBeGreaterThanOrEqual(8);

  // Another workspace with an address on the same host is served.
  silent.behave = ({ path }) => (path === '/other' ? { status: 204 } : 'hang');
  const other = await aBoard().make('other');
  const shared = { name: 'Shared', url: `${silent.origin}/other`, boards: [other.key] };
  expect(await stranger.post('/v1/workspaces/other/webhooks', shared)).toMatchObject({ status: 201 });
  const card = { title: 'A card', columnId: other.id('Ready') };
  expect(await stranger.post(`${other.path}/cards`, card)).toMatchObject({ status: 201 });
  await deliver();
  expect(silent.at('/other')).toHaveLength(1);
  expect(silent.received).toHaveLength(9);

  silent.behave = () => ({ status: 204 });
  for (let round = 0; round < 6; round += 1) {
    pass({ minutes: 1 });
    await deliver();
  }
  expect(new Set(silent.received.map(({ path }) => path)).size).toBe(17);
  expect(await failures()).toEqual({ sum: 0, max: 0 });
  expect(await open()).toMatchObject({ webhooks: 0 });
});

test('a push service that is down is called once a minute, and waiting devices have no failure', async () => {
  const devices = '/v1/me/push-subscriptions';
  const browsers = Array.from({ length: 12 }, () => push.browser());
  for (const browser of browsers) {
    browser.answer = { status: 503 };
    expect(await requester.post(devices, browser.subscription)).toMatchObject({ status: 201 });
  }
  const board = await aBoard().make();
  const { number } = (await requester.submit(board, { title: 'To be known' })).body;
  await manager.answer(board, number, decline);
  const deliver = () => api.service('PushesService').deliverDue();
  const calls = () => browsers.reduce((sum, browser) => sum + browser.calls, 0);
  await deliver();
  // Ten are sent at once. After the fifth failure no others are sent.
  const called = calls();
  expect(called).toBeGreaterThanOrEqual(5);
  expect(called).toBeLessThanOrEqual(10);
  expect(await open()).toMatchObject({ push: 1 });
  const failures = async () =>
    (await api.pool.query('SELECT sum(failures)::int AS sum FROM push_subscriptions')).rows[0].sum;
  expect(await failures()).toBe(called);
  pass({ seconds: 30 });
  await deliver();
  expect([calls(), await failures()]).toEqual([called, called]);

  for (const browser of browsers) browser.answer = { status: 201 };
  for (let round = 0; round < 3; round += 1) {
    pass({ minutes: 6 });
    await deliver();
  }
  expect(browsers.map(({ received }) => received.length)).toEqual(Array(12).fill(1));
  expect(await open()).toMatchObject({ push: 0 });
});
