import { expect, test } from '@jest/globals';
import type { NoticeSettings } from '@weir/contract';
import { anotherInstance } from '../support/another-instance.js';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import type { Person } from '../support/person.js';

const { api, deliver } = theApiWithMail();
const { owner, manager, member } = api.people;

const settings = '/v1/workspaces/demo/notices/settings';
const choose = (digestMails: boolean, by: Person = manager) =>
  by.patch<NoticeSettings>(settings, { digestMails });
const write = () => api.service('DigestMailsService').writeDue();
/** Waits for an hour of a weekday (0 is Sunday) in UTC, the next one. */
function waitFor(weekday: number, hour: number): void {
  const now = api.clock.now();
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const ahead = (weekday - now.getUTCDay() + 7) % 7;
  const at = midnight + (ahead * 24 + hour) * 3_600_000;
  api.clock.pass({ minutes: ((at > now.getTime() ? at : at + 7 * 86_400_000) - now.getTime()) / 60_000 });
}
const sent = async () => {
  await write();
  return deliver();
};

test('a digest is mailed once a week in working hours to everyone who switched it on, however many instances run', async () => {
  const board = await aBoard().called('PLAT', 'Platform').intake({ timeZone: 'UTC' }).make();
  api.clock.stop();
  await api.pool.query(`UPDATE memberships SET request_mails = 'never'`);
  expect((await manager.get<NoticeSettings>(settings)).body.digestMails).toBe(false);
  expect((await choose(true, member)).status).toBe(403);
  waitFor(3, 10);
  await board.ask('A sandbox');
  await manager.answer(board, 1, {
    kind: 'decline',
    reason: 'noCapacity',
    message: 'Not this month, sorry.',
  });
  waitFor(0, 12);
  await deliver();
  expect((await choose(true)).body.digestMails).toBe(true);
  expect(await sent()).toEqual([]);
  waitFor(1, 7);
  expect(await sent()).toEqual([]);

  waitFor(1, 8);
  const other = await anotherInstance(api, {});
  try {
    const others = builtApi.serviceOf(other.app, 'DigestMailsService');
    await Promise.all([write(), others.writeDue(), write(), others.writeDue()]);
  } finally {
    await other.close();
  }
  const [mail, ...more] = await deliver();
  expect(more).toEqual([]);
  expect(mail?.to).toEqual([manager.email]);
  const text = String(mail?.mail.text).replaceAll('\n', ' ');
  expect(text).toContain('1 request came: 0 accepted, 1 “not now” (No capacity: 1)');
  expect(text).toContain('https://weir.test/demo/PLAT/digest?week=');
  expect(String(mail?.mail.html)).toContain('Platform');
  expect(mail?.raw).toContain('List-Unsubscribe-Post');

  for (const [weekday, hour] of [
    [1, 9],
    [3, 10],
    [0, 10],
  ] as const) {
    waitFor(weekday, hour);
    expect(await sent()).toEqual([]);
  }
  // A week in which no instance ran on Monday: the mail comes on the next workday.
  waitFor(2, 16);
  expect(await sent()).toHaveLength(1);

  // Also in SQL, and at once.
  const { rows } = await api.pool.query(
    'SELECT workspace_id, digest_user_id FROM mails WHERE digest_week IS NOT NULL LIMIT 1',
  );
  const again = await Promise.all(
    Array.from({ length: 8 }, () =>
      api.pool.query(`SELECT weir.mail_digest($1, $2, '2020-W01', now()) AS written`, [
        rows[0].workspace_id,
        rows[0].digest_user_id,
      ]),
    ),
  );
  expect(again.filter(({ rows: [row] }) => row.written)).toHaveLength(1);
  await api.pool.query(`DELETE FROM mails WHERE digest_week = '2020-W01'`);

  // One click ends it, and nothing else.
  const link = /api\/email\/stop\?token=([\w-]+)/.exec(
    mail?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? '',
  );
  expect((await api.nobody.post('/v1/mail-stops', { token: link?.[1] })).status).toBe(204);
  expect((await manager.get<NoticeSettings>(settings)).body.digestMails).toBe(false);
  waitFor(1, 10);
  expect(await sent()).toEqual([]);
});

test('a digest that fails does not delay other digests, and is written once it succeeds', async () => {
  await choose(true, owner);
  await choose(true);
  waitFor(1, 10);
  await api.pool.query(
    `ALTER TABLE mails ADD CONSTRAINT mails_broken CHECK (digest_user_id <> '${manager.id}') NOT VALID`,
  );
  const recipients = async () => (await sent()).map(({ to }) => to);
  expect(await recipients()).toEqual([[owner.email]]);
  await api.pool.query('ALTER TABLE mails DROP CONSTRAINT mails_broken');
  expect(await recipients()).toEqual([[manager.email]]);
  await choose(false);
});

test('a digest is worded in the language of its reader, and is not sent once its reader may not read it', async () => {
  await api.pool.query(`UPDATE users SET language = 'de', time_zone = 'Europe/Berlin' WHERE id = $1`, [
    owner.id,
  ]);
  await choose(true, owner);
  waitFor(1, 10);
  const [mail] = await sent();
  expect(mail?.mail.subject).toContain('die Woche');
  await api.pool.query(`UPDATE memberships SET role = 'viewer' WHERE user_id = $1`, [owner.id]);
  waitFor(1, 10);
  expect(await sent()).toEqual([]);
});
