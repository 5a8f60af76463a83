import { afterEach, jest } from '@jest/globals';
import type { NoticeList, Request } from '@weir/contract';
import { makeApplication } from '../../src/application.js';
import { MailService } from '../../src/mail/mail.service.js';
import { type Actor, aWorld, decline } from '../support/intake-world.js';
import { type Entry, settingsFor, thePostalWorld } from '../support/mail-world.js';

const world = thePostalWorld();

/** So many answers, one after the other, each a mail to be sent. */
async function answers(count: number, by: Actor = world.requester): Promise<void> {
  const board = await world.board({ intake: { openPerRequester: 50, depth: 50 } });
  for (let i = 1; i <= count; i += 1) {
    const { number } = (await by.post<Request>(`${board}/requests`, { title: `Number ${i}` })).body;
    await world.manager.put(`${board}/requests/${number}/answer`, decline);
  }
}

const waiting = async () => (await world.outbox()).filter(({ due_at }) => due_at !== null);

/** In minutes from now. */
function minutesTo({ due_at }: Entry): number {
  return Math.round(((due_at?.getTime() ?? 0) - world.clock.now().getTime()) / 60_000);
}

const realNow = Date.now;
let ahead = 0;

/** Moves all clocks of the process on, the breaker's too, which knows no other. */
function pass(minutes: number): void {
  ahead += minutes * 60_000;
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
}

afterEach(async () => {
  world.box.refuses = {};
  await world.box.start();
});

test('a server that is down costs no mail: each is tried again later, and later still, and then given up', async () => {
  await world.box.stop();
  await answers(1);
  const waits: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    expect(await world.post()).toEqual([]);
    const [mail] = (await waiting()) as [Entry];
    expect(mail).toMatchObject({ attempts: i + 1, error: expect.stringContaining('ECONNREFUSED') });
    waits.push(minutesTo(mail));
    pass(minutesTo(mail) + 1);
  }
  expect(waits).toEqual([1, 5, 30, 120, 480]);
  await world.post();
  const [mail] = await world.outbox();
  expect(mail).toMatchObject({ due_at: null, sent_at: null, failed_at: expect.any(Date) });
  expect(JSON.stringify(await world.outbox())).not.toMatch(/p@ss|p%40ss/);
});

test('what waited goes out when the server is back', async () => {
  await world.box.stop();
  await answers(1);
  pass(2);
  await world.post();
  expect(await waiting()).toHaveLength(1);
  await world.box.start();
  pass(10);
  expect((await world.post()).map(({ mail }) => mail.subject)).toEqual(['No: Number 1']);
  expect(await waiting()).toEqual([]);
});

test('after five failures in a row the server is left alone, and the rest waits without an attempt', async () => {
  await world.box.stop();
  await world.box.start();
  world.box.refuses.connection = { code: 421, text: 'Too busy' };
  await answers(8);
  await world.post();
  const connections = world.box.connections;
  expect((await waiting()).map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
  await world.post();
  await world.post();
  expect(world.box.connections).toBe(connections);
  expect((await waiting()).map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);

  // One mail tries it after a minute; it fails, so that no other does.
  pass(1.5);
  await world.post();
  expect(world.box.connections).toBe(connections + 1);

  world.box.refuses = {};
  pass(10);
  expect(await world.post()).toHaveLength(8);
  expect(await waiting()).toEqual([]);
});

test('an address that is refused for good is given up at once, and the others get theirs', async () => {
  world.box.refuses.recipient = (address) =>
    address === 'requester@demo.test' ? { code: 550, text: 'No such user here' } : null;
  await answers(7);
  await answers(1, world.otherRequester);
  expect((await world.post()).map(({ to }) => to)).toEqual([['secondrequester@demo.test']]);
  const failed = (await world.outbox()).slice(-8, -1);
  for (const mail of failed) {
    expect(mail).toMatchObject({ due_at: null, sent_at: null, failed_at: expect.any(Date) });
    expect(mail.error).toContain('550 No such user here');
  }
});

test('an address that is refused for now is tried again, and holds up nobody', async () => {
  world.box.refuses.recipient = (address) =>
    address === 'requester@demo.test' ? { code: 451, text: 'Greylisted' } : null;
  await answers(7);
  await answers(1, world.otherRequester);
  expect((await world.post()).map(({ to }) => to)).toEqual([['secondrequester@demo.test']]);
  expect((await waiting()).map(({ attempts, error }) => [attempts, error])).toEqual(
    Array(7).fill([1, expect.stringContaining('451 Greylisted')]),
  );
  world.box.refuses = {};
  pass(2);
  expect(await world.post()).toHaveLength(7);
});

test('a sender that is refused is the server’s trouble, not the mail’s', async () => {
  world.box.refuses.sender = { code: 550, text: 'You may not send' };
  await answers(1);
  await world.post();
  expect(await waiting()).toHaveLength(1);
  world.box.refuses = {};
  pass(2);
  expect(await world.post()).toHaveLength(1);
});

test('two instances send each mail once', async () => {
  await answers(20);
  const other = await makeApplication(world.api.env, world.clock);
  await other.init();
  const before = world.box.received.length;
  await Promise.all([world.api.app, other].map((app) => app.get(MailService).deliverDue()));
  await other.close();
  const ids = world.box.received.slice(before).map(({ mail }) => mail.messageId);
  expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
});

test('what an instance took and never finished is taken again when its lease is over', async () => {
  await world.post();
  await answers(1);
  // As after a kill between the claim and the outcome.
  await world.sql.query(
    `UPDATE mails SET due_at = $1::timestamptz + interval '2 minutes' WHERE due_at IS NOT NULL`,
    [world.clock.now()],
  );
  expect(await world.post()).toEqual([]);
  pass(3);
  expect(await world.post()).toHaveLength(1);
});

test('where no e-mail goes out the app says so, serves, and what is old then is not sent later', async () => {
  const quiet = await aWorld();
  const board = await quiet.board();
  const { number } = await quiet.ask(board, 'Unheard');
  await quiet.manager.put(`${board}/requests/${number}/answer`, decline);
  await quiet.api.app.get(MailService).deliverDue();
  const list = await quiet.requester.get<NoticeList>('/v1/workspaces/demo/notices');
  expect(list.body).toMatchObject({ mail: false, unread: 1 });
  expect(await quiet.api.nobody.get('/health/ready')).toMatchObject({ status: 200 });
  expect((await world.requester.get<NoticeList>('/v1/workspaces/demo/notices')).body.mail).toBe(true);

  quiet.clock.pass({ days: 3 });
  const loud = await makeApplication({ ...quiet.api.env, ...settingsFor(world.box) } as never, quiet.clock);
  await loud.init();
  const before = world.box.received.length;
  await loud.get(MailService).deliverDue();
  await loud.close();
  expect(world.box.received.length).toBe(before);
  const { rows } = await quiet.sql.query('SELECT error, due_at FROM mails');
  expect(rows).toEqual([
    { error: 'No e-mail went out for two days, and then it was too late.', due_at: null },
  ]);
  await quiet.close();
});

test('with background work on it goes out by itself, soon after the answer', async () => {
  const busy = await aWorld({ ...settingsFor(world.box), WEIR_BACKGROUND: 'on' });
  const board = await busy.board();
  const { number } = await busy.ask(board, 'By itself');
  const come = world.box.next();
  await busy.manager.put(`${board}/requests/${number}/answer`, decline);
  expect((await come).mail.subject).toBe('No: By itself');
  await busy.close();
});
