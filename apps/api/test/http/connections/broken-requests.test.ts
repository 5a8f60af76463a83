import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { theApi } from '../../support/api.js';

const api = theApi();

/** Sends half a request, which is refused before its body has arrived, and then breaks the connection. */
async function breakOff(): Promise<void> {
  const server: Server = api.app.getHttpServer();
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = connect(Number(new URL(api.origin).port), '127.0.0.1');
  const head = [
    'POST /v1/workspaces HTTP/1.1',
    'host: weir',
    'content-type: text/plain',
    'content-length: 99',
  ];
  client.write(`${head.join('\r\n')}\r\n\r\nhalf`);
  const [answer] = await once(client, 'data');
  expect(String(answer)).toContain('HTTP/1.1 415');
  const [socket] = await accepted;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  client.destroy();
  await closed;
}

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('requests that break off after their answer do not delay the end of the process', async () => {
  const before = timers();
  for (let n = 0; n < 20; n += 1) await breakOff();
  expect(timers()).toBeLessThan(before + 20);
});
