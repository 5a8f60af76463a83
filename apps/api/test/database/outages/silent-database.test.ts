import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadyStatus } from '@weir/contract';
import { anotherInstance } from '../../support/another-instance.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();

/** A network in front of the database that can swallow everything: no answer, no error, no end of a connection. */
async function aNetwork() {
  const { hostname, port } = new URL(api.env.DATABASE_URL);
  const sockets = new Set<Socket>();
  let isSilent = false;
  let losesAnswers = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => isSilent || (losesAnswers && from === far) || to.write(data));
      from.on('close', () => isSilent || to.destroy());
      from.on('error', () => {});
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(api.env.DATABASE_URL);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent() {
      isSilent = true;
    },
    /** What is sent still arrives. */
    loseAnswers() {
      losesAnswers = true;
    },
    recover() {
      isSilent = false;
      losesAnswers = false;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

test('an instance whose database falls silent is not ready in time, refuses, and recovers', async () => {
  const network = await aNetwork();
  const instance = await anotherInstance(api, { DATABASE_URL: network.url, WEIR_STATEMENT_SECONDS: 1 });
  const owner = instance.as(api.people.owner);
  expect(await owner.get('/v1/me')).toMatchObject({ status: 200 });
  expect(await owner.get('/health/ready')).toMatchObject({ status: 200 });

  network.fallSilent();
  const begin = performance.now();
  const [ready, ...refused] = await Promise.all([
    owner.get<ReadyStatus>('/health/ready'),
    ...[1, 2, 3].map(() => owner.get('/v1/me')),
    owner.post('/v1/workspaces/demo/invitations', { role: 'viewer' }),
  ]);
  // Far less than the minutes after which TCP gives up.
  expect(performance.now() - begin).toBeLessThan(30_000);
  expect(ready.body.checks).toEqual([{ name: 'database', ok: false, detail: 'it did not answer' }]);
  for (const answer of refused) expect(answer).toMatchObject({ status: 503, body: { code: 'overloaded' } });

  network.recover();
  expect(await owner.get('/v1/me')).toMatchObject({ status: 200 });
  expect(await owner.get('/health/ready')).toMatchObject({ status: 200 });
  await instance.close();
  await network.close();
});

test('a write whose answer is lost is not said to have changed nothing', async () => {
  const network = await aNetwork();
  const instance = await anotherInstance(api, { DATABASE_URL: network.url, WEIR_STATEMENT_SECONDS: 1 });
  const member = instance.as(api.people.member);
  const { path } = await aBoard().make();
  expect(await member.post(`${path}/cards`, { title: 'First' })).toMatchObject({ status: 201 });

  // A silence while the connection is idle is no fault, and must not be the last that is noticed.
  await sleep(2_500);
  network.loseAnswers();
  const begin = performance.now();
  const lost = await member.post<{ detail: string }>(`${path}/cards`, { title: 'Second' });
  expect(lost).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  expect(performance.now() - begin).toBeLessThan(15_000);
  expect(lost.body.detail).toMatch(/may have been saved/);

  network.recover();
  expect(await member.get(`${path}/cards/2`)).toMatchObject({ status: 200, body: { title: 'Second' } });
  await instance.close();
  await network.close();
});
