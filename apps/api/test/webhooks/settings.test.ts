import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type {
  AuditLog,
  CreatedApiToken,
  CreatedWebhook,
  Delivery,
  DeliveryDetail,
  WebhookList,
} from '@weir/contract';
import { aBoard } from '../support/board.js';
import { refusalOf } from '../support/refusals.js';
import { theApiWithReceiver, webhooks } from './support.js';

const { api, receiver, deliver, aWebhook } = theApiWithReceiver();
const { owner, manager, member } = api.people;

let inside: Server;
let connections = 0;
beforeAll(async () => {
  inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '::');
  await once(inside, 'listening');
});
afterAll(() => new Promise((resolve) => inside.close(resolve)));
const insidePort = () => (inside.address() as AddressInfo).port;

test.each([
  ['http://hooks.example.com/a', 'webhookUrl'],
  ['https://user:word@203.0.113.9/a', 'webhookUrl'],
  ['https://203.0.113.9:25/a', 'webhookUrl'],
  ['ftp://hooks.example.com/a', 'webhookUrl'],
  ['https://169.254.169.254/latest/meta-data', 'webhookInternal'],
  ['https://localhost:8443/a', 'webhookInternal'],
  ['https://127.0.0.1/a', 'webhookInternal'],
  ['https://2130706433/a', 'webhookInternal'],
  ['https://[::ffff:169.254.169.254]/a', 'webhookInternal'],
  ['https://[::127.0.0.1]/a', 'webhookInternal'],
  ['https://[fd00::1]/a', 'webhookInternal'],
])('makes no webhook to %s', async (url, code) => {
  const { body, status } = await manager.post<{ errors: object[] }>(webhooks, { name: 'Inside', url });
  expect(status).toBe(422);
  expect(body.errors).toEqual([expect.objectContaining({ path: 'url', code })]);
  expect(refusalOf(await manager.patch((await aWebhook()).own, { url }))).toMatchObject({ status: 422 });
});

test('never connects to an internal address, by number, by a name that leads there, or through a redirect', async () => {
  const webhook = await aWebhook();
  const tried = async (url: string) => {
    // As if the check of the setting had a gap, or the name led elsewhere then.
    await api.pool.query('UPDATE webhooks SET url = $2 WHERE id = $1', [webhook.id, url]);
    return (await manager.post<Delivery>(`${webhook.own}/test`)).body;
  };
  for (const host of ['localhost', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])
    for (const protocol of ['https', 'http'])
      expect(await tried(`${protocol}://${host}:${insidePort()}/a`)).toMatchObject({
        state: 'failed',
        error: 'internalAddress',
        status: null,
      });
  for (const status of [301, 307]) {
    receiver.behave = () => ({ status, headers: { location: `http://127.0.0.1:${insidePort()}/` } });
    expect(await tried(webhook.url)).toMatchObject({ state: 'failed', status, error: null });
  }
  receiver.behave = () => ({ status: 204 });
  expect(connections).toBe(0);
  // Without the check it would.
  await fetch(`http://127.0.0.1:${insidePort()}/`).catch(() => {});
  expect(connections).toBe(1);
});

test('a test is sent and logged at once, with what was answered, also while the webhook is off', async () => {
  const webhook = await aWebhook();
  await manager.patch(webhook.own, { on: false });
  receiver.behave = () => ({ status: 418, headers: { server: 'Teapot' }, text: `${'x'.repeat(3000)}` });
  const { body } = await manager.post<Delivery>(`${webhook.own}/test`);
  receiver.behave = () => ({ status: 204 });
  expect(body).toMatchObject({ type: 'webhook.test', state: 'failed', status: 418, attempts: 1 });
  const detail = (await manager.get<DeliveryDetail>(`${webhook.own}/deliveries/${body.id}`)).body;
  expect(detail.response).toMatchObject({ headers: { server: 'Teapot' }, body: 'x'.repeat(1000) });
  expect(JSON.parse(detail.request.body ?? '')).toMatchObject({
    type: 'webhook.test',
    data: { workspace: 'demo', webhook: webhook.id },
  });
});

test('a message of the log is sent again as it is now, with the same id, and so is everything since an instant', async () => {
  const board = await aBoard().make();
  const webhook = await aWebhook({ boards: [board.key] });
  await board.cards('Ready', 2);
  api.clock.pass({ minutes: 5 });
  const since = api.clock.now().toISOString();
  await board.cards('Ready', 2);
  await deliver();
  const log = await webhook.log();
  expect(log.map(({ messageId }) => messageId.split('_').at(-1))).toEqual(['5', '4', '3', '2']);
  const [first] = log.slice(-1);
  const again = await manager.post<Delivery>(`${webhook.own}/deliveries/${first?.id}/replay`);
  expect(again.body).toMatchObject({ messageId: first?.messageId, state: 'delivered', type: 'card.created' });
  expect(webhook.seqs()).toEqual([2, 3, 4, 5, 2]);
  expect(receiver.at(webhook.path).at(-1)?.text).toBe(receiver.at(webhook.path)[0]?.text);
  expect((await manager.post(`${webhook.own}/replay`, { since })).status).toBe(202);
  await deliver();
  expect(webhook.seqs().slice(5)).toEqual([4, 5]);
  // It also skips what waits.
  await board.cards('Ready', 1);
  api.clock.pass({ minutes: 1 });
  await manager.post(`${webhook.own}/replay`, { since: api.clock.now().toISOString() });
  await deliver();
  expect(webhook.seqs()).toHaveLength(7);
  const ahead = new Date(api.clock.now().getTime() + 600_000).toISOString();
  expect(refusalOf(await manager.post(`${webhook.own}/replay`, { since: ahead }), 'errors')).toMatchObject({
    ...{ status: 422, errors: [{ path: 'since', message: 'Must not be in the future.' }] },
  });
  expect(
    refusalOf(await manager.post(`${webhook.own}/replay`, { since: '2025-01-01T00:00:00Z' })),
  ).toMatchObject({
    status: 422,
  });
});

test('shows a secret once; a retry with the same key gets it again, and makes no second webhook', async () => {
  const headers = { 'idempotency-key': 'one-webhook' };
  const sent = { name: 'Chat', url: `${receiver.origin}/once` };
  const made = await manager.post<CreatedWebhook>(webhooks, sent, headers);
  const retry = await manager.post<CreatedWebhook>(webhooks, sent, headers);
  expect(retry.body).toEqual(made.body);
  const { items } = (await manager.get<WebhookList>(webhooks)).body;
  const listed = items.filter(({ url }) => url === sent.url);
  const { secret, ...webhook } = made.body;
  expect(listed).toEqual([webhook]);
  const stored = await api.pool.query(
    'SELECT count(*)::int AS n FROM idempotency_keys WHERE body::text LIKE $1',
    [`%${secret}%`],
  );
  expect(stored.rows).toEqual([{ n: 0 }]);
});

test('a token needs the scope manage, and one for some boards makes none', async () => {
  const board = await aBoard().make();
  const tokenFor = async (more: object) => {
    const sent = { name: 'CI', ...more };
    const { body } = await manager.post<CreatedApiToken>('/v1/workspaces/demo/tokens', sent);
    return api.withToken(body.token);
  };
  expect((await (await tokenFor({ scopes: ['read', 'cards'] })).get(webhooks)).status).toBe(403);
  expect((await (await tokenFor({ scopes: ['manage'] })).get(webhooks)).status).toBe(200);
  const limited = await tokenFor({ scopes: ['manage'], boards: [board.key] });
  const sent = { name: 'All', url: `${receiver.origin}/x` };
  expect((await limited.post(webhooks, sent)).status).toBe(403);
});

test('owners read in the audit log who made, changed and deleted a webhook, without its secret address', async () => {
  const webhook = await aWebhook();
  await manager.patch(webhook.own, { name: 'Renamed', types: ['card.moved'] });
  await manager.patch(webhook.own, { on: false });
  await manager.patch(webhook.own, { on: true });
  await webhook.remove();
  const { items } = (await owner.get<AuditLog>('/v1/workspaces/demo/audit?type=webhook&size=10')).body;
  const own = items.filter(
    ({ event }) => 'change' in event && JSON.stringify(event.change).includes(webhook.id),
  );
  expect(own.map(({ event }) => event.type)).toEqual([
    'webhook.deleted',
    'webhook.turnedOn',
    'webhook.turnedOff',
    'webhook.changed',
    'webhook.created',
  ]);
  expect(own[0]?.event).toMatchObject({ actor: { id: manager.id } });
  expect(JSON.stringify(own)).not.toContain(webhook.path);
});

test('counts the webhooks of a workspace, over HTTP and in plain SQL, also when many are made at once', async () => {
  await api.pool.query('UPDATE webhooks SET ended_at = now() WHERE ended_at IS NULL');
  await api.pool.query(`UPDATE workspaces SET caps = caps || '{"webhooks": 3}' WHERE slug = 'demo'`);
  const bySql = () =>
    api.pool.query(
      `INSERT INTO webhooks (workspace_id, id, name, url, types, board_ids, payload, created_by, created_at)
       SELECT w.id, gen_random_uuid(), 'SQL', 'https://203.0.113.9', '{}', '{}', 'full', $1, now() FROM workspaces w WHERE w.slug = 'demo'`,
      [manager.id],
    );
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      if (n % 2 === 0) return (await manager.post(webhooks, { name: 'Many', url: receiver.origin })).status;
      return bySql().then(
        () => 201,
        () => 409,
      );
    }),
  );
  expect(outcomes.filter((status) => status === 201)).toHaveLength(3);
  expect(outcomes.filter((status) => status === 409)).toHaveLength(7);
  const refused = await manager.post<{ cap: string }>(webhooks, { name: 'More', url: receiver.origin });
  expect(refused).toMatchObject({ status: 409, body: { code: 'cap-reached', cap: 'webhooks', max: 3 } });
  await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
  await api.pool.query('UPDATE webhooks SET ended_at = now() WHERE ended_at IS NULL');
});

test('the log is deleted after 14 days, and a deleted webhook with all that belongs to it after 30', async () => {
  const [kept, deleted] = [await aWebhook(), await aWebhook()];
  for (const { own } of [kept, deleted]) await manager.post(`${own}/test`);
  await deleted.remove();
  api.clock.pass({ days: 15 });
  await manager.post(`${kept.own}/test`);
  await api.service('PruningService').prune();
  expect(await kept.log()).toHaveLength(1);
  api.clock.pass({ days: 20 });
  await api.service('PruningService').prune();
  await api.service('PruningService').prune();
  const rows = await api.pool.query('SELECT count(*)::int AS n FROM webhooks WHERE id = ANY ($1)', [
    [kept.id, deleted.id],
  ]);
  expect(rows.rows).toEqual([{ n: 1 }]);
  expect((await member.get(kept.own)).status).toBe(403);
});
