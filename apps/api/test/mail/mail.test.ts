import type { NoticeList, Request } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { SignedLinks } from '../../src/http/signed-links.js';
import { decline, defer } from '../support/intake-world.js';
import { thePostalWorld } from '../support/mail-world.js';
import type { Received } from '../support/mailbox.js';

const world = thePostalWorld();
const keyOf = (board: string) => board.split('/').at(-1);

async function answered(title: string, answer: object): Promise<{ board: string; request: Request }> {
  const board = await world.board();
  const request = await world.ask(board, title);
  const { status } = await world.manager.put(`${board}/requests/${request.number}/answer`, answer);
  expect(status).toBe(200);
  return { board, request };
}

test('an answer comes by e-mail to who asked, in the words of the app, with a link to the request', async () => {
  const { board, request } = await answered('Self-service sandboxes', defer(world.day(40)));
  const [{ from, to, mail }, ...more] = (await world.post()) as [Received];
  expect(more).toEqual([]);
  expect([from, to]).toEqual(['weir@weir.test', ['requester@demo.test']]);
  expect(mail.from?.value).toEqual([{ name: 'Weir of Demo', address: 'weir@weir.test' }]);
  expect(mail.to).toMatchObject({ value: [{ name: 'Rana Roy', address: 'requester@demo.test' }] });
  expect(mail.subject).toBe('Not now: Self-service sandboxes');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');

  const [notice] = (await world.requester.get<NoticeList>('/v1/workspaces/demo/notices')).body.items;
  const link = `https://weir.test/demo/${keyOf(board)}/requests/${request.number}`;
  expect(mail.text).toBe(
    `Hello Rana Roy,\n\n${notice?.text}\n\nRead it in Weir: ${link}\n\n-- \nYou get this e-mail because you asked for ${request.ref} on Platform.\n`,
  );
  expect(mail.html).toContain(`<a href="${link}">Read it in Weir</a>`);
  expect(mail.html).toContain('<p>Ask again when the migration is through.</p>');
});

test('once each: what is sent does not go out again, and its Message-ID is the mail’s own', async () => {
  await answered('Once', decline);
  const [{ mail }] = (await world.post()) as [Received];
  const { rows } = await world.sql.query('SELECT id, sent_at, due_at FROM mails ORDER BY at DESC LIMIT 1');
  expect(mail.messageId).toBe(`<${rows[0].id}@weir.test>`);
  expect(rows[0]).toMatchObject({ sent_at: expect.any(Date), due_at: null });
  world.clock.pass({ days: 1 });
  expect(await world.post()).toEqual([]);
});

test('the server gets the name and the password of the address, as they are written', async () => {
  expect(new Set(world.box.signedIn)).toEqual(new Set(['weir:p@ss:word']));
});

test('what people write is text, whatever it looks like', async () => {
  const title = '<script>alert("1")</script> & {{until}}';
  const message = 'Use <b>this</b> instead.\nhttps://weir.test/?a=1&b="2"';
  await answered(title, { ...decline, message });
  const [{ mail }] = (await world.post()) as [Received];
  expect(mail.subject).toBe(`No: ${title}`);
  expect(mail.text).toContain(message);
  expect(mail.html).not.toMatch(/<script|<b>/);
  expect(mail.html).toContain(
    '<p>Use &lt;b&gt;this&lt;/b&gt; instead.<br>https://weir.test/?a=1&amp;b=&quot;2&quot;</p>',
  );
});

test('a line break in a name or a title adds no header and no recipient', async () => {
  const board = await world.board();
  const { number } = await world.ask(board, 'Harmless');
  const bad = 'Rana\r\nBcc: spy@evil.test\r\n\r\nBody';
  await world.sql.query('UPDATE users SET name = $1 WHERE id = $2', [bad, world.requester.id]);
  await world.sql.query(`UPDATE requests SET title = $1 WHERE title = 'Harmless'`, [`Title\r\nX-Evil: yes`]);
  await world.sql.query('UPDATE users SET name = $1 WHERE id = $2', [
    '"Mira", <x@evil.test>',
    world.manager.id,
  ]);
  await world.manager.put(`${board}/requests/${number}/answer`, decline);
  const [{ to, mail }] = (await world.post()) as [Received];
  await world.sql.query('UPDATE users SET name = $1 WHERE id = $2', ['Rana Roy', world.requester.id]);
  await world.sql.query('UPDATE users SET name = $1 WHERE id = $2', ['Mira Mensah', world.manager.id]);
  expect(to).toEqual(['requester@demo.test']);
  expect(mail.headers.has('x-evil')).toBe(false);
  expect(mail.headers.has('bcc')).toBe(false);
  expect(mail.to).toMatchObject({ value: [{ address: 'requester@demo.test' }] });
  expect(mail.subject).toBe('No: Title X-Evil: yes');
});

test('who asked the same is told of the answer, and why they are told', async () => {
  const board = await world.board();
  const first = await world.ask(board, 'Dark mode');
  const again = (await world.otherRequester.post<Request>(`${board}/requests`, { title: 'Dark theme' })).body;
  await world.manager.put(`${board}/requests/${again.number}/answer`, {
    kind: 'duplicate',
    of: first.number,
  });
  await world.manager.put(`${board}/requests/${first.number}/answer`, { kind: 'accept' });
  await world.post();
  const told = world.box.to('secondrequester@demo.test').slice(-2);
  expect(told.map(({ mail }) => mail.subject)).toEqual(['Asked before: Dark theme', 'Accepted: Dark mode']);
  expect(told[1]?.mail.text).toContain(`because you asked Platform for the same as ${first.ref}.`);
});

/** As if a guest, and not a member, had asked for what has this title. */
async function askedByGuest(title: string, email: string): Promise<{ workspaceId: string; guestId: string }> {
  const guestId = uuid();
  await world.sql.query(
    `INSERT INTO guests (workspace_id, id, email, name, created_at)
     SELECT id, $1, $2, 'Gil', now() FROM workspaces WHERE slug = 'demo'`,
    [guestId, email],
  );
  const { rows } = await world.sql.query(
    `UPDATE requests SET requester_id = NULL, guest_id = $1 WHERE title = $2 RETURNING workspace_id`,
    [guestId, title],
  );
  return { workspaceId: rows[0].workspace_id, guestId };
}

test('a guest who asked the same is told of the answer, and not the title of what they may not read', async () => {
  const board = await world.board();
  const secret = await world.ask(board, 'Move the whole team to Lisbon');
  const own = await world.ask(board, 'Desks by the window');
  await askedByGuest('Desks by the window', 'gil@outside.test');
  const answer = (number: number, given: object) =>
    world.manager.put(`${board}/requests/${number}/answer`, given);
  await answer(own.number, { kind: 'duplicate', of: secret.number });
  await answer(secret.number, decline);
  await world.post();
  const told = world.box.to('gil@outside.test').map(({ mail }) => mail);
  expect(told.map(({ subject }) => subject)).toEqual([
    'Asked before: Desks by the window',
    `No: ${secret.ref}`,
  ]);
  for (const { text, html } of told) expect(`${text}${html}`).not.toContain('Lisbon');
});

test('a guest whose request repeats one that is answered is told the answer at once, and not its title', async () => {
  const board = await world.board();
  const secret = await world.ask(board, 'Move to Lisbon, too');
  const own = await world.ask(board, 'Desks by the door');
  await askedByGuest('Desks by the door', 'gus@outside.test');
  await world.manager.put(`${board}/requests/${secret.number}/answer`, decline);
  const duplicate = { kind: 'duplicate', of: secret.number };
  await world.manager.put(`${board}/requests/${own.number}/answer`, duplicate);
  await world.post();
  const [told] = world.box.to('gus@outside.test').map(({ mail }) => mail);
  expect(told?.text).toContain(`It is the same as ${secret.ref}, whose answer counts for both: no.`);
  expect(told?.text).toContain(decline.message);
  expect(`${told?.subject}${told?.text}${told?.html}`).not.toContain('Lisbon');
});

test('a guest’s link is their own', async () => {
  const board = await world.board();
  const { number } = await world.ask(board, 'From outside');
  const { workspaceId, guestId } = await askedByGuest('From outside', 'guest@outside.test');
  await world.manager.put(`${board}/requests/${number}/answer`, decline);
  const [{ to, mail }] = (await world.post()) as [Received];
  const link = world.api.app.get(SignedLinks).toGuest(workspaceId, guestId);
  expect(to).toEqual(['guest@outside.test']);
  expect(mail.text).toContain(`Read it in Weir: ${link}\n`);
});

test('an address is asked to confirm what came by the form, in words that promise nothing', async () => {
  const board = await world.board();
  const ask = async (title: string, hours: number) => {
    const [askId, mailId] = [uuid(), uuid()];
    await world.sql.query(
      `INSERT INTO form_asks (workspace_id, board_id, id, email, name, title, at, expires_at)
       SELECT workspace_id, id, $1, 'new@outside.test', 'Nia <nia@evil.test>', $2, $3, $3::timestamptz + make_interval(hours => $4)
         FROM boards WHERE key = $5`,
      [askId, title, world.clock.now(), hours, keyOf(board)],
    );
    const { rows } = await world.sql.query(
      `INSERT INTO mails (workspace_id, id, form_board_id, form_ask_id, at, due_at)
       SELECT workspace_id, $1, board_id, id, at, at FROM form_asks WHERE id = $2 RETURNING workspace_id`,
      [mailId, askId],
    );
    return world.api.app.get(SignedLinks).toConfirm(rows[0].workspace_id, askId);
  };
  const link = await ask('A badge printer. See https://evil.test/claim', 24);
  await ask('Too late', 0);
  const [{ to, mail }, ...more] = (await world.post()) as [Received];
  expect(more).toEqual([]);
  expect(to).toEqual(['new@outside.test']);
  expect(mail.to).toMatchObject({ value: [{ name: '', address: 'new@outside.test' }] });
  expect(mail.subject).toBe('Confirm your request to Platform');
  // What a stranger wrote leads nowhere: it may have been sent to somebody who never asked.
  expect(mail.text).toContain('“A badge printer. See https[:]//evil[.]test/claim”');
  expect(`${mail.text}${mail.html}`).not.toContain('evil.test');
  expect(mail.text).toContain('Until then it takes no place, and nobody reads it.');
  expect(mail.text).toContain(`Confirm the request: ${link}\n`);
  expect(mail.text).toMatch(/The link is good until \d+ \w+ \d{4}, \d\d:\d\d \(UTC\)\./);
  expect((await world.outbox()).map(({ error }) => error)).toContain('What it was to confirm has ended.');
});

test('who has left by then gets nothing', async () => {
  await answered('Gone', decline);
  await world.owner.delete(`/v1/workspaces/demo/members/${world.requester.id}`);
  expect(await world.post()).toEqual([]);
  expect((await world.outbox()).at(-1)).toMatchObject({
    due_at: null,
    sent_at: null,
    error: 'Whom it was for has left.',
  });
});
