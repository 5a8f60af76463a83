import type { Request } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { v7 as uuid } from 'uuid';
import { decline, defer } from '../support/answers.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import type { Received } from '../support/servers/mailbox.js';

const { api, mailbox, deliver, outbox } = theApiWithMail();
const { owner, manager, requester, secondRequester } = api.people;

const longDay = (day: string) => createWords('en').dates.day(day, { long: true });

async function answered(title: string, answer: object): Promise<{ board: BoardUnderTest; request: Request }> {
  const board = await aBoard().make();
  const request = await board.ask(title, { description: 'One each, with\nour data.' });
  const { status } = await manager.answer(board, request.number, answer);
  expect(status).toBe(200);
  return { board, request };
}

test('mails the answer to the requester, with who, what, why, what now, a link and the request itself', async () => {
  const { board, request } = await answered('Self-service sandboxes', defer(api.day(40)));
  const [{ from, to, mail }, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect([from, to]).toEqual(['weir@weir.test', ['requester@people.test']]);
  expect(mail.from?.value).toEqual([{ name: 'Weir of Demo', address: 'weir@weir.test' }]);
  expect(mail.to).toMatchObject({ value: [{ name: 'Rana Roy', address: 'requester@people.test' }] });
  expect(mail.subject).toBe(`${request.ref} Self-service sandboxes`);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');

  const link = `https://weir.test/demo/${board.key}/requests/${request.number}`;
  const stop = mail.text?.match(/https:\/\/weir\.test\/email\/stop#\S+/)?.[0];
  expect(mail.text).toBe(`Hello Rana Roy,

Mira Mensah of Platform answered your request with “not now”.

The team has no capacity for it now.

Mira Mensah wrote:
> Ask again when the migration is through.

You can ask again from ${longDay(api.day(40))}, on the request’s page. Your request is then first in its class.

Open the request: ${link}

Your request ${request.ref}, submitted on ${longDay(request.submittedAt)}:
> Self-service sandboxes
>
> One each, with
> our data.

-- 
You get this email because you requested ${request.ref} on Platform.

Replies to this email aren’t read. Reply on the request’s page instead.

Stop these emails: ${stop}
`);
  expect(mail.html).toMatch(new RegExp(`<a class="button" href="${link}"[^>]*>Open the request</a>`));
});

test('all mails about a request to one reader are one conversation in mail programs', async () => {
  const { board, request } = await answered('A thread', { kind: 'accept' });
  await manager.say(board, request.number, 'We begin on Monday.');
  const other = await board.ask('Another thread');
  await manager.answer(board, other.number, decline);
  const mails = (await deliver()).map(({ mail }) => mail);
  expect(mails.map(({ subject }) => subject)).toEqual([
    ...Array(2).fill(`${request.ref} A thread`),
    `${other.ref} Another thread`,
  ]);
  const [first, second, third] = mails.map(({ inReplyTo }) => inReplyTo);
  expect(first).toMatch(new RegExp(`^<[-0-9a-f]{36}\\.${requester.id}@weir\\.test>$`));
  expect([second, third === first]).toEqual([first, false]);
  expect(mails.map(({ references }) => references)).toEqual([first, second, third]);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3);
  expect(mails[0]?.text).toContain('You’ll get an email when work begins');
  expect(mails[1]?.text).toContain('Mira Mensah of Platform wrote to you about your request.');
});

test('sends nothing to the addresses of the demo or of documentation, and says why', async () => {
  for (const email of ['rana@demo.test', 'rana@EXAMPLE.com', 'rana@team.invalid']) {
    await api.pool.query('UPDATE users SET email = $1 WHERE id = $2', [email.toLowerCase(), requester.id]);
    await answered('Into the void', decline);
    expect(await deliver()).toEqual([]);
    expect((await outbox()).at(-1)).toMatchObject({
      due_at: null,
      error: 'The address is of the demo or of documentation: nobody reads it.',
    });
  }
  await api.pool.query('UPDATE users SET email = $1 WHERE id = $2', [requester.email, requester.id]);
});

test('sends each mail once, with its id as Message-ID', async () => {
  await answered('Once', decline);
  const [{ mail }] = (await deliver()) as [Received];
  const { rows } = await api.pool.query('SELECT id, sent_at, due_at FROM mails ORDER BY at DESC LIMIT 1');
  expect(mail.messageId).toBe(`<${rows[0].id}@weir.test>`);
  expect(rows[0]).toMatchObject({ sent_at: expect.any(Date), due_at: null });
  api.clock.pass({ days: 1 });
  expect(await deliver()).toEqual([]);
});

test('signs in to the mail server with the decoded name and password of its URL', async () => {
  expect(new Set(mailbox.signedIn)).toEqual(new Set(['weir:p@ss:word']));
});

test('escapes what people write', async () => {
  const title = '<script>alert("1")</script> & {{until}}';
  await answered(title, { ...decline, message: 'Use <b>this</b> instead.\nAnd "that".' });
  const [{ mail }] = (await deliver()) as [Received];
  expect(mail.subject).toMatch(/-R1 <script>alert\("1"\)<\/script> & \{\{until\}\}$/);
  expect(mail.text).toContain('> Use <b>this</b> instead.\n> And "that".');
  expect(mail.html).not.toMatch(/<script|<b>/);
  expect(mail.html).toContain('>Use &lt;b&gt;this&lt;/b&gt; instead.<br>And &quot;that&quot;.</blockquote>');
});

test('a line break in a name or a title adds no header and no recipient', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask('Harmless');
  const bad = 'Rana\r\nBcc: spy@evil.test\r\n\r\nBody';
  await api.pool.query('UPDATE users SET name = $1 WHERE id = $2', [bad, requester.id]);
  await api.pool.query(`UPDATE requests SET title = $1 WHERE title = 'Harmless'`, [`Title\r\nX-Evil: yes`]);
  await api.pool.query('UPDATE users SET name = $1 WHERE id = $2', ['"Mira", <x@evil.test>', manager.id]);
  await manager.answer(board, number, decline);
  const [{ to, mail }] = (await deliver()) as [Received];
  await api.pool.query('UPDATE users SET name = $1 WHERE id = $2', ['Rana Roy', requester.id]);
  await api.pool.query('UPDATE users SET name = $1 WHERE id = $2', ['Mira Mensah', manager.id]);
  expect(to).toEqual(['requester@people.test']);
  expect(mail.headers.has('x-evil')).toBe(false);
  expect(mail.headers.has('bcc')).toBe(false);
  expect(mail.to).toMatchObject({ value: [{ address: 'requester@people.test' }] });
  expect(mail.subject).toMatch(/-R1 Title X-Evil: yes$/);
});

test('mails the answer to the requester of a duplicate and says why they get it', async () => {
  const board = await aBoard().make();
  const first = await board.ask('Dark mode');
  const again = (await secondRequester.submit(board, { title: 'Dark theme' })).body;
  await manager.answer(board, again.number, {
    kind: 'duplicate',
    of: first.number,
  });
  await manager.answer(board, first.number, { kind: 'accept' });
  await deliver();
  const received = mailbox.to('secondrequester@people.test').slice(-2);
  expect(received.map(({ mail }) => mail.subject)).toEqual(Array(2).fill(`${again.ref} Dark theme`));
  expect(received[1]?.mail.text).toContain(`accepted ${first.ref}, which asks for the same as your request.`);
  expect(received[1]?.mail.text).toContain(`because you asked Platform for the same thing as ${first.ref}.`);
});

test('does not quote what the other requester submits again with a ticket to people who asked for the same', async () => {
  const board = await aBoard().make();
  const first = await board.ask('Dark mode', { description: 'For my weak eyes.' });
  const again = (await secondRequester.submit(board, { title: 'Dark theme' })).body;
  await manager.answer(board, again.number, { kind: 'duplicate', of: first.number });
  await manager.answer(board, first.number, defer(api.day(1)));
  api.clock.pass({ days: 2 });
  const third = (await requester.askAgain(board, first.number)).body;
  await manager.answer(board, third.number, decline);
  await deliver();
  const last = (address: string) => mailbox.to(address).at(-1)?.mail.text;
  expect(last('requester@people.test')).toContain('> For my weak eyes.');
  expect(last('secondrequester@people.test')).toContain(`for the same thing as ${third.ref}.`);
  expect(last('secondrequester@people.test')).not.toContain('weak eyes');
});

/** Turns the request with this title into one of a guest. */
async function askedByGuest(title: string, email: string): Promise<{ workspaceId: string; guestId: string }> {
  const guestId = uuid();
  await api.pool.query(
    `INSERT INTO guests (workspace_id, id, email, name, created_at)
     SELECT id, $1, $2, 'Gil', now() FROM workspaces WHERE slug = 'demo'`,
    [guestId, email],
  );
  const { rows } = await api.pool.query(
    `UPDATE requests SET requester_id = NULL, guest_id = $1, guest_name = 'Gil' WHERE title = $2 RETURNING workspace_id`,
    [guestId, title],
  );
  return { workspaceId: rows[0].workspace_id, guestId };
}

test('mails a guest of an archived workspace their answer and the link that they ask for, and nothing else', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask('A desk by the river');
  const { workspaceId, guestId } = await askedByGuest('A desk by the river', 'rio@outside.test');
  await manager.say(board, number, 'Which river?');
  await manager.answer(board, number, decline);
  const archive = (at: string) =>
    api.pool.query(`UPDATE workspaces SET archived_at = ${at} WHERE id = $1`, [workspaceId]);
  await archive('now()');
  const token = api.service('SignedLinks').sign('guest', workspaceId, guestId);
  expect((await api.nobody.post('/v1/forms/links', { token })).status).toBe(204);
  await deliver();
  await archive('NULL');
  const received = mailbox.to('rio@outside.test').map(({ mail }) => mail.text);
  expect(received).toEqual([
    expect.stringContaining(decline.message),
    expect.stringContaining('/forms/requests#'),
  ]);
  expect(received[0]).not.toContain('/forms/requests#');
});

test('mails a guest with a duplicate the answer, without the title of the other request', async () => {
  const board = await aBoard().make();
  const secret = await board.ask('Move the whole team to Lisbon');
  const own = await board.ask('Desks by the window');
  await askedByGuest('Desks by the window', 'gil@outside.test');
  const answer = (number: number, given: object) => manager.answer(board, number, given);
  await answer(own.number, { kind: 'duplicate', of: secret.number });
  await answer(secret.number, decline);
  await deliver();
  const received = mailbox.to('gil@outside.test').map(({ mail }) => mail);
  expect(received.map(({ subject }) => subject)).toEqual([
    `${own.ref} Desks by the window`,
    `${own.ref} Desks by the window`,
  ]);
  for (const { text, html } of received) expect(`${text}${html}`).not.toContain('Lisbon');
});

test('mails a guest an answer that already exists at once, without the title of the other request', async () => {
  const board = await aBoard().make();
  const secret = await board.ask('Move to Lisbon, too');
  const own = await board.ask('Desks by the door');
  await askedByGuest('Desks by the door', 'gus@outside.test');
  await manager.answer(board, secret.number, decline);
  const duplicate = { kind: 'duplicate', of: secret.number };
  await manager.answer(board, own.number, duplicate);
  await deliver();
  const [received] = mailbox.to('gus@outside.test').map(({ mail }) => mail);
  expect(received?.text).toContain(
    `${secret.ref} already has an answer, which counts for both requests: Declined.`,
  );
  expect(received?.text).toContain(decline.message);
  expect(`${received?.subject}${received?.text}${received?.html}`).not.toContain('Lisbon');
});

test('gives a guest a link of their own', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask('From outside');
  const { workspaceId, guestId } = await askedByGuest('From outside', 'guest@outside.test');
  await manager.answer(board, number, decline);
  const [{ to, mail }] = (await deliver()) as [Received];
  const link = api.service('SignedLinks').toGuest(workspaceId, guestId);
  expect(to).toEqual(['guest@outside.test']);
  expect(mail.text).toContain(`Open the request: ${link}\n`);
});

test('asks the address of a form to confirm, and promises nothing', async () => {
  const board = await aBoard().make();
  const ask = async (title: string, hours: number) => {
    const [askId, mailId] = [uuid(), uuid()];
    await api.pool.query(
      `INSERT INTO form_asks (workspace_id, board_id, id, email, name, title, at, expires_at)
       SELECT workspace_id, id, $1, 'new@outside.test', 'Nia <nia@evil.test>', $2, $3, $3::timestamptz + make_interval(hours => $4)
         FROM boards WHERE key = $5`,
      [askId, title, api.clock.now(), hours, board.key],
    );
    const { rows } = await api.pool.query(
      `INSERT INTO mails (workspace_id, id, form_board_id, form_ask_id, at, due_at)
       SELECT workspace_id, $1, board_id, id, at, at FROM form_asks WHERE id = $2 RETURNING workspace_id`,
      [mailId, askId],
    );
    return api.service('SignedLinks').toConfirm(rows[0].workspace_id, askId);
  };
  const link = await ask('A badge printer. See https://evil.test/claim', 24);
  await ask('Too late', 0);
  const [{ to, mail }, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect(to).toEqual(['new@outside.test']);
  expect(mail.to).toMatchObject({ value: [{ name: '', address: 'new@outside.test' }] });
  expect(mail.subject).toBe('Confirm your request');
  // The address may belong to somebody who never asked: the mail has nothing of what was typed.
  expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/badge|evil|Nia|Platform|demo/i);
  expect(mail.text).toContain('Until then it takes no place in the queue, and nobody reads it.');
  expect(mail.text).toContain(`Confirm the request: ${link}\n`);
  expect(mail.text).toMatch(/The link is valid until \w+,? \d+ \w+( \d{4})?, \d\d:\d\d UTC\./);
  expect((await outbox()).map(({ error }) => error)).toContain('The confirmation link has expired.');
});

test('sends nothing to a person who has left', async () => {
  await answered('Gone', decline);
  await owner.delete(`/v1/workspaces/demo/members/${requester.id}`);
  expect(await deliver()).toEqual([]);
  expect((await outbox()).at(-1)).toMatchObject({
    due_at: null,
    sent_at: null,
    error: 'The recipient has left the workspace.',
  });
});
