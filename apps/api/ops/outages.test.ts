import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Instance } from './support/instance.js';
import { Server } from './support/server.js';

const server = new Server();
const signIn = { email: 'owner@demo.test', password: 'demo-demo' };
const overloaded = { status: 503, body: { code: 'overloaded' } };

beforeAll(async () => {
  await server.start();
  await server.migrate('weir');
  await server.seed('weir');
});
afterAll(() => server.stop());

test('instances on a frozen primary are not ready within three seconds, refuse, and recover', async () => {
  const instances = [new Instance(), new Instance()];
  await Promise.all(instances.map((instance) => instance.start(server.url('weir_app'))));
  const tokens = await Promise.all(instances.map((instance) => instance.token()));
  const me = () =>
    Promise.all(instances.map((instance, n) => instance.call('GET', '/me', undefined, tokens[n])));
  for (const instance of instances) expect(await instance.ready()).toEqual({ status: 200, failed: [] });

  server.pause();
  try {
    const begin = performance.now();
    const ready = await Promise.all(instances.map((instance) => instance.ready()));
    expect(performance.now() - begin).toBeLessThan(3_000);
    for (const one of ready) expect(one).toEqual({ status: 503, failed: ['database: it did not answer'] });
    for (const answer of await me()) expect(answer).toMatchObject(overloaded);
  } finally {
    server.resume();
  }

  for (const answer of await me()) expect(answer.status).toBe(200);
  for (const instance of instances) {
    expect(await instance.ready()).toEqual({ status: 200, failed: [] });
    expect(await instance.stop()).toBe(0);
  }
});

test('the API with a wrong password is not ready, says why, and answers 503', async () => {
  const instance = await new Instance().start(server.url('weir_app', 'weir', 'wrong'));
  expect(await instance.ready()).toEqual({ status: 503, failed: ['database: it refused with 28P01'] });
  expect(await instance.call('POST', '/sessions', signIn)).toMatchObject(overloaded);
  expect(await instance.stop()).toBe(0);
});

test('the API on a database that takes no writes is not ready, says why, and answers writes with 503', async () => {
  await server.sql('administrator', 'weir', 'ALTER ROLE weir_app SET default_transaction_read_only = on');
  const instance = await new Instance().start(server.url('weir_app'), { WEIR_BACKGROUND: 'off' });
  expect(await instance.ready()).toEqual({
    status: 503,
    failed: ['writable: the database takes no writes: it is a replica or read-only'],
  });
  expect(await instance.call('POST', '/sessions', signIn)).toMatchObject(overloaded);
  expect(await instance.stop()).toBe(0);
  await server.sql('administrator', 'weir', 'ALTER ROLE weir_app RESET default_transaction_read_only');
});

test('a stopping API is first not ready, serves for the drain, cuts a half-sent body and exits with 0 within eight seconds', async () => {
  const instance = await new Instance().start(server.url('weir_app'));
  const socket = connect(instance.address, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  const head =
    'POST /v1/sessions HTTP/1.1\r\nhost: weir\r\ncontent-type: application/json\r\ncontent-length: 9';
  socket.write(`${head}\r\n\r\n{`);
  expect(await instance.ready()).toEqual({ status: 200, failed: [] });
  const begin = performance.now();
  const exit = instance.stop();
  let { status } = await instance.ready();
  while (status === 200) ({ status } = await instance.ready());
  expect((await instance.call('POST', '/sessions', signIn)).status).toBe(201);
  expect(await exit).toBe(0);
  expect(performance.now() - begin).toBeLessThan(8_000);
});
