import { afterEach, expect, test } from '@jest/globals';
import { allowedRoles, type NoticeList, type NoticeSettings, type RequestMails, roles } from '@weir/contract';
import { anotherInstance } from '../support/another-instance.js';
import { decline } from '../support/answers.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import type { Person } from '../support/person.js';
import type { Received } from '../support/servers/mailbox.js';

const { api, deliver, mailbox, outbox } = theApiWithMail();
const { owner, manager, member, requester } = api.people;

const notices = '/v1/workspaces/demo/notices';
const settings = `${notices}/settings`;
const choose = (requestMails: RequestMails, by: Person = manager) =>
  by.patch<NoticeSettings>(settings, { requestMails });
const unread = async (by: Person) =>
  (await by.get<NoticeList>(`${notices}?state=unread`)).body.items.filter(
    ({ kind }) => kind === 'newRequest',
  );
const mailDue = () => api.service('RequestMailsService').writeDue();
/** What goes out now: who gets it and its subject. */
const sent = async () => {
  await mailDue();
  return (await deliver()).map(({ to, mail }) => `${to}: ${mail.subject}`);
};
const roomy = { depth: 500, openPerRequester: 500 };

/** Submits a request with plain SQL, as the requester. Its number is the next of the board's clock, as the API takes it. */
async function insert(board: BoardUnderTest): Promise<void> {
  await api.pool.query(
    `WITH taken AS (
       UPDATE board_clock c SET next_request = next_request + 1 FROM boards b
        WHERE b.workspace_id = c.workspace_id AND b.id = c.board_id AND b.key = $3
       RETURNING c.workspace_id, c.board_id, c.next_request - 1 AS number)
     INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
     SELECT workspace_id, board_id, uuidv7(), number, 'From SQL', $1, $2, $2::timestamptz + interval '90 days', $2::timestamptz + interval '99 days'
       FROM taken`,
    [requester.id, api.clock.now(), board.key],
  );
}

/** No request waits, nobody has unread notices, and the owner wants no mail. */
async function startAfresh(): Promise<void> {
  await api.pool.query(`UPDATE notices SET read_at = at WHERE read_at IS NULL`);
  await choose('never', owner);
  await choose('hourly');
  await deliver();
}
afterEach(startAfresh);

test('a new request is a notice for each person who may answer it, until one has', async () => {
  const board = await aBoard().make();
  const { number } = (await manager.submit(board, { title: 'Of a manager' })).body;
  await board.ask('A sandbox');
  expect((await unread(manager)).map(({ title }) => title)).toEqual(['New request: A sandbox']);
  expect((await unread(owner)).map(({ title }) => title)).toEqual([
    'New request: A sandbox',
    'New request: Of a manager',
  ]);
  expect([await unread(member), await unread(requester)]).toEqual([[], []]);
  await owner.answer(board, number, decline);
  expect((await unread(owner)).map(({ title }) => title)).toEqual(['New request: A sandbox']);

  // Redirected: new on the other board, but not for the person who sent it there.
  const other = await aBoard().make();
  await manager.answer(board, number + 1, {
    kind: 'redirect',
    board: other.key,
    message: 'The other team runs the sandboxes.',
  });
  expect((await unread(owner)).map((each) => [each.board.key, each.title])).toEqual([
    [other.key, 'New request: A sandbox'],
  ]);
  expect(await unread(manager)).toEqual([]);
});

test('what is shed, or imported with its answer, is new to nobody', async () => {
  const board = await aBoard()
    .intake({ ...roomy, highWatermark: 1, lowWatermark: 0 })
    .make();
  await manager.submit(board, { title: 'First' });
  await requester.submit(board, { title: 'One too many' });
  expect(await unread(manager)).toEqual([]);
  const client = await api.pool.connect();
  await client.query('BEGIN');
  await client.query(
    `WITH r AS (
       INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
       SELECT workspace_id, id, gen_random_uuid(), 90, 'Old', $2, now(), now(), now() FROM boards WHERE key = $1 RETURNING *)
     SELECT FROM r`,
    [board.key, requester.id],
  );
  await client.query(
    `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, by, at)
     SELECT workspace_id, board_id, id, 'decline', 'other', 'Long ago, and declined.', $1, now() FROM requests WHERE title = 'Old'`,
    [owner.id],
  );
  await client.query('COMMIT');
  client.release();
  expect(await unread(manager)).toEqual([]);
});

test('at once: a mail with the link to the answer form, until its reader stops such mails', async () => {
  await choose('atOnce');
  const board = await aBoard().make();
  const { number } = await board.ask('A lamp', { classOfService: 'expedite' });
  const [mail, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect(mail.to).toEqual(['manager@people.test']);
  expect(mail.mail.subject).toBe(`${board.key}-R${number} A lamp`);
  expect(mail.mail.text).toContain('Rana Roy submitted');
  expect(mail.mail.text).toContain('Class of service: Expedite.');
  expect(mail.mail.text).toContain(
    `Answer the request: https://weir.test/demo/${board.key}/intake?request=${number}\n`,
  );
  // Answered before the mail went out.
  const second = await board.ask('A chair');
  await owner.answer(board, second.number, decline);
  expect((await deliver()).map(({ to }) => to)).toEqual([['requester@people.test']]);
  expect((await outbox()).map(({ error }) => error)).toContain(
    'What was new was answered, or read in the app.',
  );
  const token = mail.mail.text?.match(/email\/stop#(\S+)/)?.[1];
  expect(mail.raw.replace(/\r\n\s+/g, '')).toContain(`/api/email/stop?token=${token}>`);
  await board.ask('A desk');
  expect((await api.nobody.post('/v1/mail-stops', { token })).status).toBe(204);
  await board.ask('A shelf');
  expect(await sent()).toEqual([]);
  expect((await manager.get<NoticeSettings>(settings)).body).toMatchObject({ requestMails: 'never' });
  expect((await unread(manager)).length).toBe(3);
});

test('hourly: one mail of what still waits and was not read, and none where nothing new waits', async () => {
  api.clock.stop();
  const toFullHour = () => api.clock.pass({ minutes: 60 - api.clock.now().getUTCMinutes() });
  toFullHour();
  await api.pool.query(`UPDATE users SET time_zone = 'Asia/Kolkata' WHERE id = $1`, [manager.id]);
  const board = await aBoard().intake(roomy).make();
  for (const title of ['One', 'Two', 'Three', 'Four']) await board.ask(title);
  await owner.answer(board, 2, decline);
  const read = (await unread(manager)).find(({ title }) => title.endsWith('Three'));
  await manager.put(`${notices}/read`, { ids: [read?.id] });
  await deliver();
  expect(await sent()).toEqual([]);
  // Kolkata's full hours are at half past in UTC.
  api.clock.pass({ minutes: 30 });
  await mailDue();
  const [mail, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect(mail.mail.subject).toBe('2 new requests wait for an answer');
  for (const [title, number] of [
    ['One', 1],
    ['Four', 4],
  ]) {
    expect(mail.mail.text).toContain(`* ${title}\n`);
    expect(mail.mail.text).toContain(`https://weir.test/demo/${board.key}/intake?request=${number}\n`);
    expect(mail.mail.html).toMatch(new RegExp(`intake\\?request=${number}"[^>]*>${title}</a>`));
  }
  expect(mail.mail.text).not.toMatch(/Two|Three/);
  expect(mail.mail.text).toMatch(/promised by .*\d\d:\d\d GMT\+5:30/);
  expect(mail.mail.text).toContain('It comes at most once an hour');
  api.clock.pass({ hours: 1 });
  expect(await sent()).toEqual([]);
  // A later choice counts for what waits to be mailed.
  await board.ask('Five');
  await choose('never');
  api.clock.pass({ hours: 1 });
  expect(await sent()).toEqual([]);
  await board.ask('Six');
  await choose('hourly');
  await board.ask('Seven');
  await choose('atOnce');
  expect(await sent()).toEqual([`manager@people.test: ${board.key}-R7 Seven`]);
  await api.pool.query('UPDATE users SET time_zone = NULL WHERE id = $1', [manager.id]);
});

test('daily: at eight in the morning of the reader’s own zone, also over a change of summer time', async () => {
  api.clock.stop();
  // Summer time begins in Berlin on 28 March 2027.
  const start = Date.parse('2027-03-27T00:10:00Z');
  api.clock.pass({ minutes: (start - api.clock.now().getTime()) / 60_000 });
  const board = await aBoard().intake(roomy).make();
  const zones: [Person, string][] = [
    [owner, 'Europe/Berlin'],
    [manager, 'Asia/Kolkata'],
    [member, 'America/Los_Angeles'],
  ];
  await api.pool.query(`UPDATE memberships SET role = 'manager' WHERE user_id = $1`, [member.id]);
  for (const [person, zone] of zones) {
    await api.pool.query('UPDATE users SET time_zone = $2 WHERE id = $1', [person.id, zone]);
    await api.pool.query(`UPDATE memberships SET request_mails = 'daily' WHERE user_id = $1`, [person.id]);
  }
  const arrived: string[] = [];
  for (let step = 0; step < 96; step += 1) {
    if (step % 20 === 0) await insert(board);
    const at = api.clock.now().toISOString().slice(8, 16);
    for (const line of await sent()) arrived.push(`${at} ${line.split('@')[0]}`);
    api.clock.pass({ minutes: 30 });
  }
  await api.pool.query(`UPDATE memberships SET role = 'member' WHERE user_id = $1`, [member.id]);
  await api.pool.query('UPDATE users SET time_zone = NULL');
  expect(arrived).toEqual([
    '27T02:40 manager',
    '27T07:10 owner',
    '27T15:10 member',
    '28T02:40 manager',
    '28T06:10 owner',
    '28T15:10 member',
  ]);
});

test('each reader gets each request in one mail, while requests arrive and two instances write the mails', async () => {
  api.clock.reset();
  const second = await anotherInstance(api, {});
  const others = builtApi.serviceOf(second.app, 'RequestMailsService');
  await choose('hourly', owner);
  const board = await aBoard().intake(roomy).make();
  const before = mailbox.received.length;
  try {
    for (const wave of Array.from({ length: 6 }, (_, n) => n)) {
      const [submitted] = await Promise.all([
        Promise.all([0, 1, 2].map((n) => requester.submit(board, { title: `Over HTTP ${wave} ${n}` }))),
        ...[0, 1, 2].map(() => insert(board)),
        ...[0, 1].flatMap(() => [mailDue(), others.writeDue()]),
        deliver(),
      ]);
      expect(submitted.map(({ status }) => status)).toEqual([201, 201, 201]);
      api.clock.pass({ hours: 1 });
    }
    // A reader gets no new mail while the last one is unsent.
    await deliver();
    await Promise.all([mailDue(), others.writeDue(), mailDue(), others.writeDue()]);
    await deliver();
  } finally {
    await second.close();
  }
  const listed = mailbox.received
    .slice(before)
    .flatMap(({ to, mail }) =>
      (mail.text?.match(/intake\?request=\d+/g) ?? []).map((each) => `${to} ${each}`),
    );
  expect([listed.length, new Set(listed).size]).toEqual([72, 72]);
  const { rows } = await api.pool.query(
    `SELECT count(DISTINCT (n.user_id, n.request_id))::int AS announced, count(*)::int AS notices
       FROM notices n JOIN boards b ON b.id = n.board_id
      WHERE b.key = $1 AND n.kind = 'newRequest'`,
    [board.key],
  );
  expect(rows).toEqual([{ announced: 72, notices: 72 }]);
});

test('the choice of mails is of one membership, and the database knows the same roles as the contract', async () => {
  expect((await choose('daily')).body).toMatchObject({ requestMails: 'daily' });
  expect((await owner.get<NoticeSettings>(settings)).body).toMatchObject({ requestMails: 'never' });
  expect((await manager.patch(settings, { requestMails: 'weekly' })).status).toBe(422);
  expect((await member.patch(settings, { requestMails: 'daily' })).status).toBe(403);
  expect((await api.people.stranger.patch(settings, { requestMails: 'daily' })).status).toBe(404);
  const { rows } = await api.pool.query('SELECT r FROM unnest($1::role[]) r WHERE weir.may_answer(r)', [
    roles,
  ]);
  expect(rows.map(({ r }) => r)).toEqual(allowedRoles.answerRequests);
});
