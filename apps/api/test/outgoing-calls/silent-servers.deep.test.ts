import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import type { AttachmentList } from '@weir/contract';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { countsOf, metricsToken } from '../support/metrics.js';
import { Bucket } from '../support/servers/bucket.js';
import { timed } from '../support/usual-bounds.js';

/** Accepts connections. Then it sends nothing, or one byte of `says` per second. */
class SlowServer {
  readonly sockets = new Set<Socket>();
  accepted = 0;
  private readonly server: Server;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(says: string | null) {
    this.server = createServer((socket) => {
      this.accepted += 1;
      this.sockets.add(socket);
      socket.on('error', () => {}).resume();
      const bytes = [...(says ?? '')];
      if (says !== null) this.timers.push(setInterval(() => socket.write(bytes.shift() ?? ' '), 1000));
    });
  }

  async start(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

const bucket = new Bucket();
const [silent, dripping] = [new SlowServer(null), new SlowServer('HTTP/1.1 200 OK\r\nx: ')];
const greeting = new SlowServer('220 weir.test ESMTP\r\n');
beforeAll(() => Promise.all([bucket.start(), silent.start(), dripping.start(), greeting.start()]));
const api = theApi(() => ({
  ...bucket.settings,
  WEIR_S3_ENDPOINT: `http://${dripping.address}`,
  WEIR_SMTP_URL: `smtp://${greeting.address}`,
  WEIR_MAIL_FROM: 'weir@people.test',
  WEIR_WEBHOOK_RECEIVERS: [silent, dripping].map(({ address }) => `http://${address}`).join(','),
  WEIR_METRICS_TOKEN: metricsToken,
}));
afterAll(async () => {
  for (const server of [silent, dripping, greeting]) server.stop();
  await bucket.stop();
});
const { manager, member, owner, requester, secondMember, viewer } = api.people;
const open = () => countsOf(api.origin, 'weir_breaker_open');

test('calls of a storage that sends a byte a second end after some seconds, and then no more are made', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  // A person can run only a few uploads at a time.
  const attach = () =>
    Promise.all(
      [owner, manager, member, secondMember].map((by) => timed(() => by.attach(board, 'late.txt', 'late'))),
    );
  for (const { answer, seconds } of [...(await attach()), ...(await attach())]) {
    expect(answer.status).toBe(503);
    expect(seconds).toBeLessThan(15);
  }
  expect(await open()).toMatchObject({ storage: 1 });
  const accepted = dripping.accepted;
  for (const { answer, seconds } of await attach()) {
    expect(answer.status).toBe(503);
    expect(seconds).toBeLessThan(4);
  }
  expect(dripping.accepted).toBe(accepted);
  const { body } = await viewer.get<AttachmentList>(`${board.path}/cards/1/attachments`);
  expect(body.items).toEqual([]);
});

test('calls of a silent receiver and of one that sends a byte a second end after ten seconds, and their hosts wait', async () => {
  const board = await aBoard().make();
  for (let n = 0; n < 12; n += 1) {
    const { address } = n % 2 === 0 ? silent : dripping;
    const webhook = { name: `Hook ${n}`, url: `http://${address}/${n}`, boards: [board.key] };
    expect(await manager.post('/v1/workspaces/demo/webhooks', webhook)).toMatchObject({ status: 201 });
  }
  await board.cards('Ready', 1);
  const { seconds } = await timed(() => api.service('WebhookSender').deliverDue());
  expect(seconds).toBeGreaterThan(9);
  expect(seconds).toBeLessThan(25);
  expect(await open()).toMatchObject({ webhooks: 2 });
});

test('calls of a mail server that greets with a byte a second end after ten seconds, and open its breaker', async () => {
  for (let n = 0; n < 6; n += 1) {
    const board = await aBoard().make();
    const { number } = (await requester.submit(board, { title: `Number ${n}` })).body;
    await manager.answer(board, number, decline);
  }
  const { seconds } = await timed(() => api.service('MailService').deliverDue());
  expect(seconds).toBeLessThan(70);
  expect(await open()).toMatchObject({ mail: 1 });
  const { rows } = await api.pool.query(
    'SELECT max(attempts)::int AS most, count(failed_at)::int AS lost FROM mails',
  );
  expect(rows).toEqual([{ most: 0, lost: 0 }]);
});
