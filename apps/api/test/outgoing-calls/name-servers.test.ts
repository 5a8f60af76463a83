import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addressesOf } from '../../src/outgoing-calls/name-servers.js';
import { publicLookup } from '../../src/outgoing-calls/public-address.js';

let nameServer: Socket;
const pending: (() => void)[] = [];
/** The addresses that a name has now. Names without any get no answer until the end. */
const addresses = new Map<string, string[]>();
const servers = () => [`127.0.0.1:${nameServer.address().port}`];

beforeAll(async () => {
  nameServer = createSocket('udp4', answer);
  nameServer.bind(0, '127.0.0.1');
  await once(nameServer, 'listening');
});
afterAll(() => {
  nameServer.close();
});

/** Answers queries for A with the addresses, and for AAAA with none (RFC 1035). */
function answer(query: Buffer, { port, address }: RemoteInfo): void {
  const labels: string[] = [];
  let at = 12;
  while (query[at]) {
    const length = query[at] as number;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const found = addresses.get(labels.join('.'));
  const isForIpv4 = query[at + 2] === 1;
  const records = (isForIpv4 ? (found ?? []) : []).map((ip) =>
    Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...ip.split('.').map(Number)]),
  );
  const header = Buffer.from([0, 0, 0x81, 0x80, 0, 1, 0, records.length, 0, 0, 0, 0]);
  query.copy(header, 0, 0, 2);
  const send = () => nameServer.send(Buffer.concat([header, question, ...records]), port, address);
  if (found) send();
  else pending.push(send);
}

/** What a connection to the name gets. */
function connecting(name: string): Promise<unknown> {
  const lookup = publicLookup((host, _options, callback) => {
    addressesOf(host, servers()).then(
      (found) => callback(null, found),
      (error) => callback(error, []),
    );
  });
  return new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
  });
}

test('a name that resolves to an internal address the second time is refused then', async () => {
  addresses.set('hooks.example.com', ['93.184.216.34']);
  expect(await connecting('hooks.example.com')).toEqual([{ address: '93.184.216.34', family: 4 }]);
  addresses.set('hooks.example.com', ['93.184.216.34', '10.0.0.5']);
  await expect(connecting('hooks.example.com')).rejects.toThrow('not an address of the public internet');
  for (const name of ['localhost', 'LOCALHOST.', 'a.localhost'])
    await expect(connecting(name)).rejects.toThrow('not an address of the public internet');
  addresses.set('empty.example.com', []);
  await expect(connecting('empty.example.com')).rejects.toMatchObject({ code: 'ENODATA' });
});

test('names whose servers do not answer delay no other names', async () => {
  addresses.set('quick.example.com', ['93.184.216.34']);
  let isSlowDone = false;
  const slow = Promise.allSettled(
    Array.from({ length: 40 }, (_, n) => connecting(`slow-${n}.example.com`)),
  ).then(() => {
    isSlowDone = true;
  });
  expect(await connecting('quick.example.com')).toHaveLength(1);
  expect(isSlowDone).toBe(false);
  while (!isSlowDone) {
    for (const send of pending.splice(0)) send();
    await Promise.race([slow, once(nameServer, 'message')]);
  }
});
