import { beforeEach, describe, expect, test } from '@jest/globals';
import { thePublicForm } from '../../requests/guests/public-form.js';
import { anotherInstance } from '../../support/another-instance.js';
import { decline } from '../../support/answers.js';
import type { BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const forms = thePublicForm();
const { api } = forms;
const { manager, requester } = api.people;

const sweep = () => api.service('SweepService').sweep();
const setCaps = (caps: object) =>
  api.pool.query(`UPDATE workspaces SET caps = $1 WHERE slug = 'demo'`, [JSON.stringify(caps)]);

/** A form whose board has its single place taken. */
async function aFullForm({ depth = 1 }: { depth?: number } = {}) {
  const made = await forms.form({ intake: { depth, gateByItself: false }, depth });
  for (let taken = 0; taken < depth; taken += 1) await manager.submit(made.board);
  return made;
}

/** Asks and confirms. Returns the token of the confirmation. */
async function waits(form: string, email: string): Promise<string> {
  expect(await forms.notifyMe(form, email)).toMatchObject({ status: 202, body: { confirmWithinHours: 48 } });
  const token = await forms.notifyMeTokenTo(email);
  expect(await forms.confirmNotifyMe(token)).toMatchObject({ status: 200, body: { on: true } });
  return token;
}

/** Guests who wait, first come first, written with plain SQL. */
async function crowd(board: BoardUnderTest, count: number): Promise<void> {
  await api.pool.query(
    `INSERT INTO guest_waits (workspace_id, board_id, id, email, at, confirmed_at, expires_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), lpad(n::text, 3, '0') || '@' || lower(b.key) || '.test', $3,
            $3::timestamptz + n * interval '1 second', $3::timestamptz + interval '30 days'
       FROM boards b, generate_series(1, $2::int) n WHERE b.key = $1`,
    [board.key, count, api.clock.now()],
  );
}

/** Every mail of a board's waits, as `who: confirm` or `who: room`, in the order of the mails. */
async function mails(board: BoardUnderTest): Promise<string[]> {
  const { rows } = await api.pool.query(
    `SELECT split_part(w.email, '@', 1) || CASE WHEN m.at >= w.notified_at THEN ': room' ELSE ': confirm' END AS mail
       FROM mails m JOIN boards b ON b.workspace_id = m.workspace_id AND b.id = m.form_board_id AND b.key = $1
       JOIN guest_waits w ON w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id AND w.id = m.guest_wait_id
      ORDER BY m.at, w.confirmed_at`,
    [board.key],
  );
  return rows.map(({ mail }) => mail);
}

beforeEach(() => setCaps({}));

describe('a guest who is to be notified', () => {
  test('confirms the address, gets one mail when there is room, and can ask again after it', async () => {
    const { board, form } = await aFullForm();
    const token = await waits(form, 'ada@guests.test');
    const again = await forms.confirmNotifyMe(token);
    expect(again.body).toMatchObject({
      on: true,
      workspace: 'The demo workspace',
      board: { key: board.key },
      link: expect.stringContaining(`/forms/demo/${board.key}/`),
    });
    const days = (Date.parse(String(again.body.expiresAt)) - api.clock.now().getTime()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    await sweep();
    expect(await mails(board)).toEqual(['ada: confirm']);
    api.clock.pass({ hours: 1 });
    await manager.answer(board, 1, decline);
    await sweep();
    api.clock.pass({ hours: 1 });
    await sweep();
    expect(await mails(board)).toEqual(['ada: confirm', 'ada: room']);
    expect((await forms.confirmNotifyMe(token)).body).toMatchObject({ on: false, expiresAt: null });
    await manager.submit(board);
    await waits(form, 'ada@guests.test');
    const { rows } = await api.pool.query(
      `SELECT count(*)::int AS n FROM guest_waits WHERE email = 'ada@guests.test'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('gets nothing but the mail to confirm while the address is unconfirmed, also by plain SQL', async () => {
    const { board, form } = await aFullForm();
    await forms.notifyMe(form, 'never@guests.test');
    api.clock.pass({ hours: 1 });
    await sweep();
    expect(await mails(board)).toEqual(['never: confirm']);
    const forced = api.pool.query(
      `UPDATE guest_waits SET notified_at = now() WHERE email = 'never@guests.test'`,
    );
    await expect(forced).rejects.toThrow('guest_waits_confirmed_first');
    api.clock.pass({ hours: 48 });
    const token = await forms.notifyMeTokenTo('never@guests.test');
    expect(await forms.confirmNotifyMe(token)).toMatchObject({
      status: 409,
      body: { code: 'form-ask-expired' },
    });
    await sweep();
    expect(await mails(board)).toEqual([]);
    expect(refusalOf(await forms.confirmNotifyMe(token))).toEqual({ status: 404, code: 'not-found' });
  });

  test('is refused while the form takes requests, unless the board would shed them on arrival', async () => {
    const { board, form } = await forms.form({ intake: { depth: 9, openPerRequester: 9 } });
    expect(refusalOf(await forms.notifyMe(form, 'open@guests.test'))).toEqual({
      status: 409,
      code: 'form-takes-requests',
    });
    await manager.patch(`${board.path}/intake`, { highWatermark: 1, lowWatermark: 0 });
    await manager.submit(board);
    expect(await forms.notifyMe(form, 'open@guests.test')).toMatchObject({ status: 202 });
  });

  test('and the requests of a network count toward separate rates', async () => {
    const { form } = await aFullForm();
    const open = await forms.form();
    const network = '198.51.100.9';
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1)
      statuses.push((await forms.notifyMe(form, `many${n}@guests.test`, network)).status);
    expect(statuses).toEqual([...Array(20).fill(202), 429]);
    expect(await forms.send(open.form, { email: 'same-net@guests.test' }, network)).toMatchObject({
      status: 202,
    });
  });

  test('a guest who asks twice keeps one place, and the answer shows nobody whether an address waits', async () => {
    const { board, form } = await aFullForm();
    const token = await waits(form, 'twice@guests.test');
    const { expiresAt } = (await forms.confirmNotifyMe(token)).body;
    api.clock.pass({ hours: 1 });
    await waits(form, 'later@guests.test');
    api.clock.pass({ hours: 1 });
    const [known, unknown] = [
      await forms.notifyMe(form, 'TWICE@guests.test'),
      await forms.notifyMe(form, 'new@guests.test'),
    ];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect((await forms.confirmNotifyMe(token)).body.expiresAt).toBe(expiresAt);
    await manager.answer(board, 1, decline);
    await sweep();
    expect((await mails(board)).filter((mail) => mail.endsWith('room'))).toEqual(['twice: room']);
  });

  test('waits 30 days, and then is forgotten with their mails', async () => {
    const { board, form } = await aFullForm();
    await waits(form, 'old@guests.test');
    api.clock.pass({ days: 30 });
    await manager.answer(board, 1, decline);
    await sweep();
    expect(await mails(board)).toEqual([]);
    expect((await api.pool.query(`SELECT FROM guest_waits WHERE email = 'old@guests.test'`)).rowCount).toBe(
      0,
    );
  });

  test('needs a link of this server, and a form that is on in its own workspace', async () => {
    const { board, form } = await aFullForm();
    const token = await waits(form, 'forge@guests.test');
    const linked = api.service('SignedLinks').read('guestWait', token) as { workspaceId: string; id: string };
    const sign = (kind: 'formAsk' | 'guestWait', workspaceId: string) =>
      api.service('SignedLinks').sign(kind, workspaceId, linked.id);
    const forged = [`${token}x`, sign('formAsk', linked.workspaceId), sign('guestWait', linked.id), 'none'];
    const elsewhere = form.replace('/demo/', '/other/');
    const refused = [
      ...(await Promise.all(forged.map(forms.confirmNotifyMe))),
      await forms.notifyMe(elsewhere, 'a@guests.test'),
    ];
    await manager.put(`${board.path}/intake/form`, { on: false });
    refused.push(await forms.notifyMe(form, 'a@guests.test'));
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 404));
  });
});

describe('many guests who wait for room', () => {
  test('of 40 of them and one place one is mailed, once, however many instances sweep at once', async () => {
    const { board } = await aFullForm();
    await crowd(board, 40);
    const second = await anotherInstance(api, {});
    try {
      await manager.answer(board, 1, decline);
      const sweeps = [sweep, () => builtApi.serviceOf(second.app, 'SweepService').sweep()];
      await Promise.all([...sweeps, ...sweeps, ...sweeps].map((each) => each()));
      expect(await mails(board)).toEqual(['001: room']);
    } finally {
      await second.close();
    }
  });

  test('share one order and one small batch with members', async () => {
    const { board } = await aFullForm({ depth: 8 });
    await manager.put(`${board.path}/intake/form`, { on: true, depth: 8 });
    await crowd(board, 3);
    api.clock.pass({ hours: 1 });
    await manager.setGate(board, { state: 'shut', reason: 'Moving house' });
    await requester.put(`${board.path}/intake/notify-me`);
    await manager.setGate(board, { state: 'open', reason: 'We have moved' });
    api.clock.pass({ hours: 1 });
    await api.pool.query(
      `INSERT INTO guest_waits (workspace_id, board_id, id, email, at, confirmed_at, expires_at)
       SELECT workspace_id, id, gen_random_uuid(), 'late' || n || '@guests.test', $2, $2, $2::timestamptz + interval '30 days'
         FROM boards, generate_series(1, 4) n WHERE key = $1`,
      [board.key, api.clock.now()],
    );
    for (let number = 1; number <= 8; number += 1) await manager.answer(board, number, decline);
    await sweep();
    await sweep();
    expect((await mails(board)).slice(0, 3)).toEqual(['001: room', '002: room', '003: room']);
    expect(await mails(board)).toHaveLength(4);
    expect((await requester.get<{ on: boolean }>(`${board.path}/intake/notify-me`)).body.on).toBe(false);
    api.clock.pass({ hours: 0.2 });
    await sweep();
    expect(await mails(board)).toHaveLength(7);
  });

  test('are at most as many as the cap allows, over HTTP and by plain SQL at once, apart from members', async () => {
    const { board, form } = await aFullForm();
    await setCaps({ notifyMe: 2 });
    const emails = [1, 2, 3, 4, 5].map((n) => `cap${n}@guests.test`);
    for (const email of emails) await forms.notifyMe(form, email);
    const tokens = await Promise.all(emails.map(forms.notifyMeTokenTo));
    const answers = await Promise.all(tokens.map(forms.confirmNotifyMe));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'cap-reached',
      cap: 'notifyMe',
    });
    expect((await requester.put(`${board.path}/intake/notify-me`)).status).toBe(200);
    const other = await aFullForm();
    const written = await Promise.allSettled(emails.map(() => crowdOfOne(other.board)));
    expect(written.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  test('from one network are at most 25, confirmed or not, and others still get in', async () => {
    const { board, form } = await aFullForm();
    const network = '198.51.100.7';
    expect((await forms.notifyMe(form, 'first@guests.test', network)).status).toBe(202);
    await api.pool.query(
      `INSERT INTO guest_waits (workspace_id, board_id, id, email, network, at, confirmed_at, expires_at)
       SELECT w.workspace_id, w.board_id, gen_random_uuid(), 'net' || n || '@guests.test', w.network, w.at, w.at, w.expires_at
         FROM guest_waits w, generate_series(1, 24) n WHERE w.email = 'first@guests.test'`,
    );
    const refused = await forms.notifyMe(form, 'next@guests.test', network);
    expect(refusalOf(refused)).toEqual({ status: 429, code: 'rate-limited' });
    expect((await forms.notifyMe(form, 'next@guests.test')).status).toBe(202);
    expect(await mails(board)).toEqual(['first: confirm', 'next: confirm']);
  });
});

function crowdOfOne(board: BoardUnderTest) {
  return api.pool.query(
    `INSERT INTO guest_waits (workspace_id, board_id, id, email, at, confirmed_at, expires_at)
     SELECT workspace_id, id, gen_random_uuid(), gen_random_uuid() || '@guests.test', now(), now(), now() + interval '30 days'
       FROM boards WHERE key = $1`,
    [board.key],
  );
}
