import { expect, test } from '@jest/globals';
import type { ConfirmedFormRequest, PublicForm } from '@weir/contract';
import { waitingOn } from '../requests/guests/public-form.js';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import { theRecipe } from './recipe.js';

const { api, deliver } = theApiWithMail();
const recipe = theRecipe('mail-in');
const { manager, requester } = api.people;
const recipient = 'ask@example.com';

/** A board with an address: what its mail server pipes into the script, and what that answers. */
async function anAddress(intake: object = {}) {
  const board = await aBoard().intake(intake).make();
  const { body } = await manager.put<PublicForm>(`${board.path}/intake/form`, { on: true });
  const form = `${board.path}/forms/${body.formId}`;
  const pipe = (raw: string, url = api.origin) =>
    recipe.run('mail-in.mjs', { args: [recipient], env: { WEIR_FORM: url + form }, input: raw });
  return { board, form, pipe };
}

/** A mail as it is on the wire. Headers that are given replace those of a usual one. */
function aMail(headers: Record<string, string> = {}, body = 'Twelve of us, for the audit.') {
  const all = {
    'Return-Path': '<ada@guests.test>',
    Received:
      'from mx.guests.test (mx.guests.test [192.0.2.7]) by mail.example.com; Mon, 2 Mar 2026 09:00:00 +0000',
    From: 'Ada Guest <ada@guests.test>',
    To: recipient,
    Subject: 'A tour of the lab',
    'Message-ID': `<${crypto.randomUUID()}@guests.test>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}\r\n`;
}

/** Opens the link in the mail to an address. */
async function confirm(address: string) {
  const mails = (await deliver()).filter(({ to }) => to.includes(address));
  const [, token] = /#([\w.~-]+)/.exec(mails[0]?.mail.text ?? '') ?? [];
  const { status, body } = await api.nobody.post<ConfirmedFormRequest>('/v1/forms/confirmations', { token });
  return { mails, status, request: body.request };
}

const asksOf = async (email: string) =>
  (await api.pool.query('SELECT title, description FROM form_asks WHERE email = $1', [email])).rows;

test('a mail becomes a request once its sender opens the link, however often the server delivers it', async () => {
  const { board, pipe } = await anAddress();
  const mail = aMail();
  expect([await pipe(mail), await pipe(mail)]).toEqual(
    [1, 2].map(() => ({ code: 0, output: 'A link to confirm is on its way to ada@guests.test.\n' })),
  );
  expect(await waitingOn(board)).toBe(0);
  const { mails, status, request } = await confirm('ada@guests.test');
  expect([mails.length, status, request.title]).toEqual([1, 201, 'A tour of the lab']);
  expect((await manager.readRequest(board, request.number)).body).toMatchObject({
    description: 'Twelve of us, for the audit.',
    requester: { name: 'Ada Guest', email: 'ada@guests.test' },
  });
});

test('reads what mail programs write: encoded names, HTML only, several parts, no subject', async () => {
  const { pipe } = await anAddress();
  const html = `<html><head><style>p { color: red }</style></head><body><p>W=C3=BCrden <b>zw=C3=B6lf</b> passen?</p>
<script>alert(1)</script></body></html>`;
  const parts = `preamble\r\n--part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${html}
--part\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--part--`;
  const mixed = {
    From: '=?iso-8859-1?Q?J=F6rg_M=FCller?= <joerg@guests.test>',
    Subject: '=?utf-8?B?RsO8aHJ1bmc=?=\r\n durch das\r\n Labor',
    'Content-Type': 'multipart/mixed; boundary=part',
  };
  expect((await pipe(aMail(mixed, parts))).code).toBe(0);
  expect(await asksOf('joerg@guests.test')).toEqual([
    { title: 'Führung durch das Labor', description: 'Würden zwölf passen?' },
  ]);
  const long = { From: 'bob@guests.test', Subject: '', 'Message-ID': '' };
  expect((await pipe(aMail(long, `One\u0007 line\r\n${'😀'.repeat(20_001)}`))).code).toBe(0);
  const [ask] = await asksOf('bob@guests.test');
  expect([ask.title, [...ask.description].length]).toEqual(['One line', 20_000]);
});

test('drops what no person wrote: automatic mails, lists, bounces, its own mails and those of Weir', async () => {
  const { pipe } = await anAddress();
  await pipe(aMail({ From: 'real@guests.test' }));
  const [ofWeir] = await deliver();
  const mails = [
    ofWeir!.raw,
    aMail({ From: recipient }),
    aMail({ 'Auto-Submitted': 'auto-replied' }),
    aMail({ Precedence: 'bulk' }),
    aMail({ 'List-Id': 'News <news.guests.test>' }),
    aMail({ 'Return-Path': '<>' }),
    aMail({ From: 'MAILER-DAEMON@guests.test' }),
  ];
  const before = await api.pool.query('SELECT count(*) FROM form_asks');
  for (const { code, output } of await Promise.all(mails.map((mail) => pipe(mail))))
    expect([code, output]).toEqual([0, expect.stringContaining('Dropped: it ')]);
  expect((await api.pool.query('SELECT count(*) FROM form_asks')).rows).toEqual(before.rows);
});

test('a full intake returns the mail with the reason and the time, and temporary trouble keeps it', async () => {
  const { board, pipe } = await anAddress({ depth: 1 });
  await requester.submit(board);
  const full = await pipe(aMail({ From: 'late@guests.test' }));
  expect(full.code).toBe(69);
  expect(full.output).toMatch(/1 of 1 .*\nPlease write again after \w{3}, \d\d \w{3} \d{4}/);
  const { pipe: other } = await anAddress();
  const ended = await Promise.all([
    other(aMail({ From: 'a@guests.test, b@guests.test' })),
    other(aMail({ From: 'not an address' })),
    other(aMail(), 'http://127.0.0.1:9'),
  ]);
  expect(ended.map(({ code }) => code)).toEqual([77, 77, 75]);
  // Three mails to confirm a day and address.
  const often = await Promise.all([1, 2, 3, 4].map(() => other(aMail({ From: 'often@guests.test' }))));
  expect(often.map(({ code }) => code).sort()).toEqual([0, 0, 0, 75]);
});
