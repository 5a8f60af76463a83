import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Api, theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { EventListener } from '../../support/event-listener.js';

const token = 'a token of the monitor';
const api = theApi({
  WEIR_MAX_CONNECTIONS: '400',
  WEIR_NETWORK_CONNECTIONS: '50',
  WEIR_METRICS_TOKEN: token,
  WEIR_ADMISSION: 'on',
});

const opened: Socket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
});

/** Opens a connection from an address of this machine. */
function open(from: string, to: Api = api): Socket {
  const { hostname: host, port } = new URL(to.origin);
  const socket = connect({ host, port: Number(port), localAddress: from }).on('error', () => undefined);
  opened.push(socket);
  return socket;
}

/** Asks over this connection, which stays open. The text of the answer, or nothing if it is closed. */
function ask(socket: Socket, path = '/health/live', headers: string[] = []): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  if (socket.destroyed) resolve('');
  socket.once('data', (data) => resolve(String(data))).once('close', () => resolve(''));
  socket.write([`GET ${path} HTTP/1.1`, 'host: weir', ...headers, '', ''].join('\r\n'));
  return promise;
}

async function refused(over: Socket): Promise<number> {
  const metrics = await ask(over, '/metrics', [`authorization: Bearer ${token}`]);
  return Number(/^weir_connections_refused_total (\d+)$/m.exec(metrics)?.[1]);
}

/** The server's ends of the next connections. */
function nextAccepted(count: number): Promise<Socket[]> {
  const server: Server = api.app.getHttpServer();
  const { promise, resolve } = Promise.withResolvers<Socket[]>();
  const sockets: Socket[] = [];
  server.on('connection', function take(socket: Socket) {
    if (sockets.push(socket) < count) return;
    server.off('connection', take);
    resolve(sockets);
  });
  return promise;
}

const isAnswered = (answer: string) => answer.startsWith('HTTP/1.1 200');

test('a network with as many connections as it may have gets no more, others do, and closed ones free their places', async () => {
  const accepted = nextAccepted(100);
  const sockets = Array.from({ length: 100 }, () => open('127.0.0.2'));
  const ends = await accepted;
  const another = open('127.0.0.3');
  expect(isAnswered(await ask(another))).toBe(true);
  const answers = await Promise.all(sockets.map((socket) => ask(socket)));
  expect(answers.filter(isAnswered)).toHaveLength(50);
  expect(answers.filter((answer) => answer === '')).toHaveLength(50);
  expect(await refused(another)).toBe(50);

  const closed = Promise.all(ends.map((end) => (end.closed ? undefined : once(end, 'close'))));
  for (const socket of sockets) socket.destroy();
  await closed;
  const again = Array.from({ length: 50 }, () => open('127.0.0.2'));
  expect((await Promise.all(again.map((socket) => ask(socket)))).filter(isAnswered)).toHaveLength(50);
});

test('connections that carried a request signed by the web’s server count for no network', async () => {
  const address = '198.51.100.1';
  const signed = (secret: string) => {
    const signature = createHmac('sha256', secret).update(`client:${address}`).digest('base64url');
    return [`x-weir-client: ${address} ${signature}`];
  };
  const openAll = async (from: string, secret: string) => {
    let answered = 0;
    for (let n = 0; n < 60; n += 1) {
      if (isAnswered(await ask(open(from), '/health/live', signed(secret)))) answered += 1;
    }
    return answered;
  };
  expect(await openAll('127.0.0.4', api.env.WEIR_TOKEN_SECRET)).toBe(60);
  expect(await openAll('127.0.0.5', 'some other secret')).toBe(50);
});

describe('behind a trusted proxy', () => {
  const few = theApi(
    { WEIR_MAX_CONNECTIONS: '8', WEIR_TRUSTED_PROXIES: '1', WEIR_METRICS_TOKEN: token },
    { empty: true },
  );

  test('one address can have all connections of the server, and not one more', async () => {
    const sockets = Array.from({ length: 8 }, () => open('127.0.0.2', few));
    expect((await Promise.all(sockets.map((socket) => ask(socket)))).filter(isAnswered)).toHaveLength(8);
    expect(await ask(open('127.0.0.3', few))).toBe('');
    expect(await refused(sockets[0] as Socket)).toBe(1);
  });
});

test('an open event stream has no more listeners than Node expects, so it warns of no leak', async () => {
  const answers: ServerResponse[] = [];
  const remember = (_request: unknown, answer: ServerResponse) => answers.push(answer);
  const server: Server = api.app.getHttpServer();
  const { owner } = api.people;
  const board = await aBoard(api).make();
  server.on('request', remember);
  const listener = await EventListener.open(owner, board);
  server.off('request', remember);
  const listeners = answers[0]!.listenerCount('close');
  listener.cut();
  expect(listeners).toBeGreaterThan(4);
  expect(listeners).toBeLessThanOrEqual(answers[0]!.getMaxListeners());
});
