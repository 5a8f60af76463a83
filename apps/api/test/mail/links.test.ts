import { decline } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import type { Received } from '../support/servers/mailbox.js';

const { api, deliver } = theApiWithMail();
const { owner, manager, requester } = api.people;

const nasty = [
  'https://evil.test/a?b=c',
  'HTTPS://EVIL.TEST',
  'www.evil.com',
  'evil.com',
  'Evil.co.uk/path',
  'пример.рф',
  'xn--e1afmkfd.com',
  'evil。com',
  'evil.com',
  'ann@evil.com',
  'mailto:ann@evil.com',
  'tel:+4930123456',
  'ftp://1.2.3.4/x',
  '1.2.3.4/login',
  '//evil.com',
  '\\\\evil\\share',
  '[here](https://evil.com)',
  '<https://evil.com>',
  '(evil.com)',
  '"evil.com"',
  'evil.\u200Bcom',
  'evil.\u2060com',
  'evil\u00AD.com',
  'evil.\u200Dcom',
  'https\u200B://evil.com',
  'http:evil.com',
  'evil..com',
  'https[:]//evil.com',
  'evil[.]com.evil.com',
];

/** Where mail programs would lead from a plain text: mailparser makes links as they do. */
const linksIn = (html: string | false | undefined) =>
  [...String(html).matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, to]) => to?.replace(/#.*/, ''));
const stop = 'https://weir.test/email/stop';

test('a text that people wrote has no link in a mail, however it is written', async () => {
  const board = await aBoard().make();
  for (const each of nasty) {
    const { number } = await board.ask(each);
    await manager.answer(board, number, { ...decline, message: `See ${each} now.\n${each}` });
    const [{ mail }] = (await deliver()) as [Received];
    const link = `https://weir.test/demo/${board.key}/requests/${number}`;
    expect([each, linksIn(mail.textAsHtml)]).toEqual([each, [link, stop]]);
    expect([each, linksIn(mail.html)]).toEqual([each, [link, stop]]);
    expect(mail.subject).not.toMatch(/:\/\/|\w\.\w/);
  }
});

test('names of people, boards and workspaces have no link in a mail either', async () => {
  const board = await aBoard().intake({ gateByItself: false }).make();
  await owner.patch(board.path, { name: 'www.evil.com' });
  await requester.patch('/v1/me', { name: 'Claim at evil.com' });
  const { number } = await board.ask('Plain');
  await manager.answer(board, number, decline);
  const [{ mail, raw }] = (await deliver()) as [Received];
  await requester.patch('/v1/me', { name: 'Rana Roy' });
  expect(linksIn(mail.textAsHtml)).toEqual([`https://weir.test/demo/${board.key}/requests/${number}`, stop]);
  expect(mail.text).toContain('Hello Claim at evil[.]com,');
  expect(raw).not.toMatch(/evil\.com/);
});

test('numbers, times and sentences stay as they are written', async () => {
  const text = 'Version 2.5 at 14:00. Then: 3.1, i.e. “soon”… a/b 👩‍👩‍👧 done.';
  const board = await aBoard().make();
  const { number, ref } = await board.ask(text);
  await manager.answer(board, number, { ...decline, message: text });
  const [{ mail }] = (await deliver()) as [Received];
  expect(mail.subject).toBe(`${ref} ${text.replace('i.e', 'i[.]e')}`);
  expect(mail.text).toContain(text.replace('i.e', 'i[.]e'));
});

test('a text cannot turn its direction, hide characters or make a subject without end', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask('A picture');
  const title = `gnp\u202Egpj\u2066\u200B\u0007 ${'long '.repeat(37)}`;
  await api.pool.query(`UPDATE requests SET title = $1 WHERE title = 'A picture'`, [title]);
  await api.pool.query('UPDATE users SET name = $1 WHERE id = $2', ['Rana\u202E yoR\u0007', requester.id]);
  await manager.answer(board, number, { ...decline, message: 'moc\u202Elive\u2029 and more text' });
  const [{ mail, raw }] = (await deliver()) as [Received];
  await api.pool.query('UPDATE users SET name = $1 WHERE id = $2', ['Rana Roy', requester.id]);
  expect(mail.text).toContain('Hello Rana yoR');
  expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect([...(mail.subject ?? '')].length).toBeLessThanOrEqual(150);
  expect(raw).not.toMatch(/=E2=80=AE/);
});
