import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PushTest } from '@weir/contract';
import { isPublic, publicLookup } from '../../src/outgoing-calls/public-address.js';
import { devices, theApiWithPush } from './support.js';

// A person's browser names the address that the server calls, so it must not reach anything inside its network.

const { api, service, browserOf, listed } = theApiWithPush();
const { member } = api.people;

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
const port = () => (inside.address() as AddressInfo).port;

/** Stores an address that the API would not take, as if its check had a gap, and sends a message there. */
async function testOf(endpoint: string): Promise<string> {
  const { rows } = await api.pool.query<{ id: string }>(
    `UPDATE push_subscriptions SET endpoint = $2
      WHERE id = (SELECT id FROM push_subscriptions WHERE user_id = $1 LIMIT 1) RETURNING id`,
    [member.id, endpoint],
  );
  return (await member.post<PushTest>(`${devices}/${rows[0]?.id}/test`)).body.outcome;
}

test.each([
  'http://push.example.com/a',
  'https://127.0.0.1/a',
  'https://2130706433/a',
  'https://169.254.169.254/latest/meta-data',
  'https://10.1.2.3/a',
  'https://[::1]/a',
  'https://[::ffff:127.0.0.1]/a',
  'https://[::ffff:a9fe:a9fe]/a',
  'https://[64:ff9b::7f00:1]/a',
  'https://[fd00::1]/a',
  'https://user:word@push.example.com/a',
  'https://push.example.com:22/a',
  'https://push.example.com:8443/a',
])('takes no device at %s', async (endpoint) => {
  const { body, status } = await member.post<{ errors: object[] }>(devices, {
    ...service.browser().subscription,
    endpoint,
  });
  expect(status).toBe(422);
  expect(body.errors).toEqual([expect.objectContaining({ path: 'endpoint', code: 'pushEndpoint' })]);
});

test('takes no device without a point of the curve as its key', async () => {
  const { endpoint, keys } = service.browser().subscription;
  const wrong = { endpoint, keys: { ...keys, p256dh: `B${'A'.repeat(86)}` } };
  const { body, status } = await member.post<{ errors: object[] }>(devices, wrong);
  expect(status).toBe(422);
  expect(body.errors).toEqual([expect.objectContaining({ path: 'keys', code: 'pushKeys' })]);
});

test('never connects to an internal address, by number, by name or through a redirect', async () => {
  const browser = await browserOf(member);
  const outcomes = [];
  for (const host of ['localhost', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])
    for (const protocol of ['https', 'http'])
      outcomes.push(await testOf(`${protocol}://${host}:${port()}/a`));
  expect(outcomes).toEqual(Array(8).fill('failed'));
  for (const status of [301, 307]) {
    browser.answer = { status, headers: { location: `http://127.0.0.1:${port()}/inside` } };
    expect(await testOf(browser.endpoint)).toBe('failed');
  }
  expect(connections).toBe(0);
  expect(await listed(member)).toHaveLength(1);
  // Without the check it would.
  await fetch(`http://127.0.0.1:${port()}/`).catch(() => {});
  expect(connections).toBe(1);
});

/** What a connection to `push.example.com` gets when its name resolves to these addresses. */
function lookedUp(...found: string[]): Promise<string | LookupAddress[]> {
  const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const lookup = publicLookup((_name, _options, callback) => callback(null, addresses));
  return new Promise((resolve, reject) => {
    lookup('push.example.com', { all: true }, (error, address) => (error ? reject(error) : resolve(address)));
  });
}

test('a name is resolved for each connection, and one internal address among others refuses it', async () => {
  expect(await lookedUp('93.184.216.34', '2606:2800:220:1::1')).toHaveLength(2);
  for (const internal of ['127.0.0.1', '169.254.169.254', '::ffff:10.0.0.1', 'fe80::1'])
    await expect(lookedUp('93.184.216.34', internal)).rejects.toThrow(
      'not an address of the public internet',
    );
  await expect(lookedUp()).rejects.toThrow('not an address of the public internet');
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['::ffff:8.8.8.8', true],
  ['0.0.0.0', false],
  ['100.64.0.1', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::127.0.0.1', false],
  ['::7f00:1', false],
  ['4000::1', false],
  ['168.63.129.16', false],
  ['2002:7f00:1::', false],
  ['fe80::1%eth0', false],
  ['fc00::1', false],
  ['not an address', false],
])('%s is an address of the public internet: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});
