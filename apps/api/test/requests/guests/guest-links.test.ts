import { afterEach, describe, expect, test } from '@jest/globals';
import { decline, defer } from '../../support/answers.js';
import { refusalOf } from '../../support/refusals.js';
import { thePublicForm } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { manager } = api.people;

afterEach(() => api.clock.reset());

test('a guest’s link works while a request waits, a year after the last answer, and again after a new request', async () => {
  const { board, form } = await forms.form();
  const waits = await forms.arrived(form, { email: 'waits@guests.test' });
  const email = 'year@guests.test';
  const { guest, key, request } = await forms.arrived(form, { email });
  const confirming = await forms.tokenTo(email);
  await manager.answer(board, request.number, decline);
  api.clock.pass({ days: 364 });
  expect((await guest.read(key, request.number)).body.answer).toMatchObject({ kind: 'decline' });
  expect((await forms.confirm(confirming)).body.guestToken).toBeDefined();

  api.clock.pass({ days: 2 });
  for (const refused of [
    await guest.list(),
    await guest.read(key, request.number),
    await guest.withdraw(key, request.number),
    await guest.reply(key, request.number, 'And now?'),
    await guest.askAgain(key, request.number),
    await forms.confirm(confirming),
  ]) {
    expect(refusalOf(refused)).toEqual({ status: 401, code: 'guest-link-expired' });
  }
  expect((await waits.guest.list()).status).toBe(200);

  await forms.arrived(form, { email, title: 'Once more' });
  expect((await guest.list()).body.items).toHaveLength(2);
});

test('a guest’s link is valid for as long as the date that they were given, and while their work goes on', async () => {
  const { board, form } = await forms.form();
  const deferred = await forms.arrived(form, { email: 'in-a-year@guests.test' });
  const accepted = await forms.arrived(form, { email: 'in-work@guests.test' });
  await manager.answer(board, deferred.request.number, defer(api.day(365)));
  await manager.answer(board, accepted.request.number, { kind: 'accept', column: 'Doing' });
  api.clock.pass({ days: 366 });
  expect((await deferred.guest.list()).body.items[0]?.ticket).toMatchObject({ used: false });
  expect((await accepted.guest.list()).status).toBe(200);
  expect(await deferred.guest.askAgain(deferred.key, deferred.request.number)).toMatchObject({ status: 201 });
});

describe('an expired link of a guest', () => {
  const mailsOf = async (token: string) => {
    const { workspaceId, id } = api.service('SignedLinks').readGuest(token) as {
      workspaceId: string;
      id: string;
    };
    const { rows } = await api.pool.query(
      `SELECT g.link_at, m.id FROM guests g LEFT JOIN mails m ON m.workspace_id = g.workspace_id AND m.guest_id = g.id
        WHERE g.workspace_id = $1 AND g.id = $2`,
      [workspaceId, id],
    );
    const sign = (at: Date) => api.service('SignedLinks').sign('guest', workspaceId, id, at);
    return { count: rows.filter((row) => row.id).length, at: rows[0]?.link_at as Date | null, sign };
  };

  test('mails a new one to its guest, once more if pressed twice, and opens nothing itself', async () => {
    const { board, form } = await forms.form();
    const { guest, token, request } = await forms.arrived(form, { email: 'gone@guests.test' });
    const confirming = await forms.tokenTo('gone@guests.test');
    await manager.answer(board, request.number, decline);
    api.clock.pass({ days: 366 });
    // The link that confirmed the request expires with theirs, and leads to a new one as well.
    const sent = await Promise.all([forms.newLink(token), forms.newLink(confirming)]);
    expect(sent.map(({ status, body }) => [status, body])).toEqual([
      [204, ''],
      [204, ''],
    ]);
    const { count, at, sign } = await mailsOf(token);
    expect([count, at]).toEqual([2, expect.any(Date)]);
    expect(refusalOf(await guest.list())).toEqual({ status: 401, code: 'guest-link-expired' });
    const renewed = forms.guest(sign(at as Date));
    expect((await renewed.list()).body.items).toHaveLength(1);
    expect((await forms.guest(sign(new Date((at as Date).getTime() + 1))).list()).status).toBe(401);

    await forms.newLink(token);
    const refused = await forms.newLink(token);
    expect(refusalOf(refused)).toEqual({ status: 429, code: 'rate-limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await mailsOf(token)).at).toEqual(at);
  });

  test('is answered like one of nobody, and a forged one mails nothing', async () => {
    const { form } = await forms.form();
    const { token } = await forms.arrived(form, { email: 'known@guests.test' });
    const links = api.service('SignedLinks');
    const { workspaceId, id } = links.readGuest(token) as { workspaceId: string; id: string };
    const elsewhere = (await api.pool.query(`SELECT id FROM workspaces WHERE slug = 'other'`)).rows[0].id;
    const others = [
      links.sign('guest', workspaceId, workspaceId),
      links.sign('guest', elsewhere, id),
      links.sign('formAsk', workspaceId, id),
      `${token.slice(0, -3)}AAA`,
      'nonsense',
    ];
    for (const each of [token, ...others]) expect((await forms.newLink(each)).status).toBe(204);
    expect((await mailsOf(token)).count).toBe(1);
    const { rows } = await api.pool.query('SELECT count(*)::int AS n FROM mails WHERE workspace_id = $1', [
      elsewhere,
    ]);
    expect(rows[0].n).toBe(0);
    for (let n = 0; n < 20; n += 1) await forms.newLink('nonsense', '192.0.2.9');
    expect((await forms.newLink(token, '192.0.2.9')).status).toBe(429);
  });
});
