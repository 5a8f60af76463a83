import type { InvitationList } from '@weir/contract';
import { theApiWithMail } from '../../support/mail.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import { invitations, invite, linkIn, mailAgain } from './mailed.js';

const { api, deliver, mailbox, outbox } = theApiWithMail();
const { owner, stranger } = api.people;

test('anyone with the link has it mailed again, three times an hour however many ask at once', async () => {
  const { token } = await invite(owner, 'ida@people.test');
  const other = await invite(owner, 'jan@people.test');
  await deliver();
  const answers = await Promise.all(Array.from({ length: 16 }, () => mailAgain(api.nobody, token)));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, ...Array(13).fill(429)]);
  expect(answers.find(({ status }) => status === 202)?.body).toEqual({ email: 'i•••@p•••.test' });
  const refused = answers.find(({ status }) => status === 429) as (typeof answers)[number];
  expect(retryAfterOf(refused)).toBeGreaterThan(3500);
  expect(JSON.stringify(answers)).not.toContain('ida@people.test');
  expect((await deliver()).map(({ to }) => to)).toEqual(Array(3).fill(['ida@people.test']));
  expect(new Set(mailbox.to('ida@people.test').map((mail) => linkIn(mail).proof)).size).toBe(1);
  // Each invitation has its own count.
  expect(await mailAgain(stranger, other.token)).toMatchObject({ status: 202 });
  expect(await mailAgain(api.nobody, `demo.${'A'.repeat(43)}`)).toMatchObject({ status: 404 });
  await deliver();
});

test('a repeat with the same key mails the link once', async () => {
  const { token } = await invite(owner, 'kim@people.test');
  await deliver();
  const key = { 'idempotency-key': 'again-1' };
  const path = `/v1/invitations/${token}/mails`;
  expect(await api.nobody.post(path, undefined, key)).toMatchObject({ status: 202 });
  expect(await api.nobody.post(path, undefined, key)).toMatchObject({ status: 202 });
  expect(await deliver()).toHaveLength(1);
  const { id } = await invite(owner, 'kay@people.test');
  await deliver();
  const byOwner = () => owner.post<{ email: string }>(`${invitations}/${id}/mails`, undefined, key);
  const answers = [];
  // More often than mails are sent in an hour.
  for (let n = 0; n < 5; n += 1) answers.push(await byOwner());
  expect(answers.map(({ body, headers }) => [body.email, headers.get('idempotent-replayed')])).toEqual([
    ['kay@people.test', null],
    ...Array(4).fill(['kay@people.test', 'true']),
  ]);
  expect(await deliver()).toHaveLength(1);
});

test('a mail that waits for its mailbox is not asked for a second time', async () => {
  const { token, id } = await invite(owner, 'lea@people.test');
  const dueAt = new Date(api.clock.now().getTime() + 1_800_000);
  await api.pool.query('UPDATE mails SET held_at = at, due_at = $1 WHERE invitation_id = $2', [dueAt, id]);
  const refused = await mailAgain(api.nobody, token);
  expect(refusalOf(refused)).toEqual({ status: 429, code: 'rate-limited' });
  expect(retryAfterOf(refused)).toBe(1800);
});

test('an invitation that was used or revoked, or whose owner has left, is no longer mailed', async () => {
  const before = (await outbox()).length;
  const used = await invite(owner, 'loner2@people.test');
  const revoked = await invite(owner, 'mia@people.test');
  await api.pool.query('UPDATE invitations SET accepted_at = now() WHERE id = $1', [used.id]);
  await owner.delete(`${invitations}/${revoked.id}`);
  const gone = await invite(owner, 'nora@people.test');
  await api.pool.query('UPDATE invitations SET created_by = $1 WHERE id = $2', [stranger.id, gone.id]);
  expect(await deliver()).toEqual([]);
  expect((await outbox()).slice(before).filter(({ failed_at }) => failed_at === null)).toEqual([]);
});

const listed = async (email: string) =>
  (await owner.get<InvitationList>(invitations)).body.items.filter((each) => each.email === email);
const sendAgain = (id: string) => owner.post(`${invitations}/${id}/mails`);

test('the list shows what became of the mail: it waits, was sent, or bounced and why', async () => {
  const { id } = await invite(owner, 'quin@people.test');
  const delivery = async () => (await listed('quin@people.test'))[0]?.delivery;
  const at = expect.any(String);
  expect(await delivery()).toEqual({ state: 'waiting', at, reason: null });
  mailbox.refuses.recipient = () => ({ code: 550, text: '5.1.1 No such user here' });
  await deliver();
  expect(await delivery()).toEqual({
    state: 'bounced',
    at,
    reason: expect.stringContaining('No such user here'),
  });
  mailbox.refuses = {};
  expect(await sendAgain(id)).toMatchObject({ status: 202, body: { email: 'quin@people.test' } });
  expect(await delivery()).toEqual({ state: 'waiting', at, reason: null });
  await deliver();
  expect(await delivery()).toEqual({ state: 'sent', at, reason: null });
  const nobodys = await invite(owner, 'somebody@example.com');
  await invite(owner);
  await deliver();
  expect((await listed('somebody@example.com'))[0]?.delivery).toMatchObject({ state: 'failed' });
  expect((await listed(null as never)).every((each) => each.delivery === null)).toBe(true);
  await owner.delete(`${invitations}/${nobodys.id}`);
});

test('an owner has the same link mailed again, three times an hour, while the invitation can be used', async () => {
  const made = await invite(owner, 'rosa@people.test');
  await deliver();
  const answers = await Promise.all(Array.from({ length: 8 }, () => sendAgain(made.id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, ...Array(5).fill(429)]);
  const links = new Set((await deliver()).map((mail) => linkIn(mail).token));
  expect([...links]).toEqual([made.token]);
  const [before] = await listed('rosa@people.test');
  expect(before?.expiresAt).toBe(made.expiresAt);
  await owner.delete(`${invitations}/${made.id}`);
  expect(await sendAgain(made.id)).toMatchObject({
    status: 409,
    body: { code: 'invitation-invalid', why: 'revoked' },
  });
  const anyone = await invite(owner);
  expect(refusalOf(await sendAgain(anyone.id))).toEqual({ status: 404, code: 'not-found' });
});
