import { afterAll, afterEach, jest } from '@jest/globals';
import type { NoticeList } from '@weir/contract';
import { decline } from '../support/answers.js';
import { anApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { mailSettings, type OutboxRow, theApiWithMail } from '../support/mail.js';
import type { Person } from '../support/person.js';

const { api, mailbox, deliver, outbox } = theApiWithMail();
const { manager, requester, secondRequester } = api.people;

/** Answers that many requests one after the other, each on its own board, so that no cap delays its mail. */
async function answers(count: number, by: Person = requester): Promise<void> {
  for (let i = 1; i <= count; i += 1) {
    const board = await aBoard().make();
    const { number } = (await by.submit(board, { title: `Number ${i}` })).body;
    await manager.answer(board, number, decline);
  }
}

const waiting = async () => (await outbox()).filter(({ due_at }) => due_at !== null);

/** Minutes from now until the mail is due. */
function minutesTo({ due_at }: OutboxRow): number {
  return Math.round(((due_at?.getTime() ?? 0) - api.clock.now().getTime()) / 60_000);
}

const realNow = Date.now;
let ahead = 0;

/** Moves every clock of the process forward, including that of the circuit breaker. */
function pass(minutes: number): void {
  ahead += minutes * 60_000;
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
}

// The API uses the same Date.
afterAll(() => {
  jest.restoreAllMocks();
});
afterEach(async () => {
  mailbox.refuses = {};
  await mailbox.start();
});

test('retries a mail at growing intervals while the server refuses it for now, then gives up', async () => {
  mailbox.refuses.recipient = () => ({ code: 451, text: 'Greylisted for p@ss:word' });
  await answers(1);
  const waits: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    expect(await deliver()).toEqual([]);
    const [mail] = (await waiting()) as [OutboxRow];
    expect(mail).toMatchObject({ attempts: i + 1, error: expect.stringContaining('451 Greylisted') });
    waits.push(minutesTo(mail));
    pass(minutesTo(mail) + 1);
  }
  expect(waits).toEqual([1, 5, 30, 120, 480]);
  await deliver();
  const [mail] = await outbox();
  expect(mail).toMatchObject({ due_at: null, sent_at: null, failed_at: expect.any(Date) });
  expect(JSON.stringify(await outbox())).not.toMatch(/p@ss|p%40ss/);
});

test('sends the waiting mails when the server is back', async () => {
  await mailbox.stop();
  await answers(1);
  pass(2);
  await deliver();
  expect(await waiting()).toHaveLength(1);
  await mailbox.start();
  pass(10);
  expect((await deliver()).map(({ mail }) => mail.subject)).toEqual([
    expect.stringMatching(/^B\d+-R1 Number 1$/),
  ]);
  expect(await waiting()).toEqual([]);
});

test('pauses after five failures in a row; the other mails wait without an attempt', async () => {
  await mailbox.stop();
  await mailbox.start();
  mailbox.refuses.connection = { code: 421, text: 'Too busy' };
  await answers(8);
  await deliver();
  const connections = mailbox.connections;
  const tried = async () => (await waiting()).filter(({ error }) => error?.includes('Too busy')).length;
  expect(await tried()).toBe(5);
  await deliver();
  await deliver();
  expect(mailbox.connections).toBe(connections);
  expect(await tried()).toBe(5);
  expect((await waiting()).map(({ attempts }) => attempts)).toEqual(Array(8).fill(0));

  // After a minute one mail is tried. It fails, so no other is.
  pass(1.5);
  await deliver();
  expect(mailbox.connections).toBe(connections + 1);

  mailbox.refuses = {};
  pass(10);
  expect(await deliver()).toHaveLength(8);
  expect(await waiting()).toEqual([]);
});

test('gives up at once on a permanently refused address and sends the others', async () => {
  mailbox.refuses.recipient = (address) =>
    address === 'requester@people.test' ? { code: 550, text: 'No such user here' } : null;
  await answers(7);
  await answers(1, secondRequester);
  expect((await deliver()).map(({ to }) => to)).toEqual([['secondrequester@people.test']]);
  const failed = (await outbox()).slice(-8, -1);
  for (const mail of failed) {
    expect(mail).toMatchObject({ due_at: null, sent_at: null, failed_at: expect.any(Date) });
    expect(mail.error).toContain('550 No such user here');
  }
});

test('retries a temporarily refused address and sends the others', async () => {
  mailbox.refuses.recipient = (address) =>
    address === 'requester@people.test' ? { code: 451, text: 'Greylisted' } : null;
  await answers(7);
  await answers(1, secondRequester);
  expect((await deliver()).map(({ to }) => to)).toEqual([['secondrequester@people.test']]);
  expect((await waiting()).map(({ attempts, error }) => [attempts, error])).toEqual(
    Array(7).fill([1, expect.stringContaining('451 Greylisted')]),
  );
  mailbox.refuses = {};
  pass(2);
  expect(await deliver()).toHaveLength(7);
});

test('treats a refused sender as a fault of the server, not of the mail', async () => {
  mailbox.refuses.sender = { code: 550, text: 'You may not send' };
  await answers(1);
  await deliver();
  expect(await waiting()).toHaveLength(1);
  mailbox.refuses = {};
  pass(2);
  expect(await deliver()).toHaveLength(1);
});

test('sends each mail once with two instances', async () => {
  await answers(10);
  await answers(10, secondRequester);
  const other = await builtApi.makeApplication(api.env, api.clock);
  await other.init();
  const before = mailbox.received.length;
  await Promise.all([api.app, other].map((app) => builtApi.serviceOf(app, 'MailService').deliverDue()));
  await other.close();
  const ids = mailbox.received.slice(before).map(({ mail }) => mail.messageId);
  expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
});

test('sends a mail again when the lease of the instance that took it has ended', async () => {
  await deliver();
  await answers(1);
  // The state after a kill between claiming the mail and sending it.
  await api.pool.query(
    `UPDATE mails SET due_at = $1::timestamptz + interval '2 minutes' WHERE due_at IS NOT NULL`,
    [api.clock.now()],
  );
  expect(await deliver()).toEqual([]);
  pass(3);
  expect(await deliver()).toHaveLength(1);
});

test('serves without a mail server, says so in the notices, and never sends mails older than two days', async () => {
  const quiet = await anApi();
  const board = await aBoard(quiet).make();
  const { number } = await board.ask('Not mailed');
  await quiet.people.manager.answer(board, number, decline);
  await quiet.service('MailService').deliverDue();
  const list = await quiet.people.requester.get<NoticeList>('/v1/workspaces/demo/notices');
  expect(list.body).toMatchObject({ mail: false, unread: 1 });
  expect(await quiet.nobody.get('/health/live')).toMatchObject({ status: 200 });
  expect((await requester.get<NoticeList>('/v1/workspaces/demo/notices')).body.mail).toBe(true);

  quiet.clock.pass({ days: 3 });
  const loud = await builtApi.makeApplication(
    { ...quiet.env, ...mailSettings(mailbox) } as never,
    quiet.clock,
  );
  await loud.init();
  const before = mailbox.received.length;
  await builtApi.serviceOf(loud, 'MailService').deliverDue();
  await loud.close();
  expect(mailbox.received.length).toBe(before);
  const { rows } = await quiet.pool.query('SELECT error, due_at FROM mails');
  expect(rows).toEqual([
    { error: 'No mail could be sent for two days, so this one is too old.', due_at: null },
  ]);
  await quiet.close();
});

test('sends mails by itself when background work is on, with the address for replies that is set', async () => {
  const busy = await anApi({
    ...mailSettings(mailbox),
    WEIR_MAIL_REPLY_TO: 'Help <help@weir.test>',
    WEIR_BACKGROUND: 'on',
  });
  const board = await aBoard(busy).make();
  const { number } = await board.ask('By itself');
  const come = mailbox.next();
  await busy.people.manager.answer(board, number, decline);
  const { mail } = await come;
  expect(mail.subject).toMatch(/^B\d+-R1 By itself$/);
  expect(mail.replyTo?.value).toEqual([{ name: 'Help', address: 'help@weir.test' }]);
  expect(mail.text).toContain('A reply to this email reaches the people who run this Weir, not the team.');
  await busy.close();
});
