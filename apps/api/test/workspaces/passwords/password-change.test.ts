import type { Me, Session } from '@weir/contract';
import { all } from '../../races/crowd.js';
import { theApiWithMail } from '../../support/mail.js';
import { password } from '../../support/people.js';
import type { Caller } from '../../support/person.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';

const { api, deliver, outbox } = theApiWithMail();
const { owner, manager, member, loner } = api.people;
const next = 'nine green bottles';
const emailOf = (name: string) => `${name}@people.test`;

const signIn = (name: string, given: string) =>
  api.nobody.post<Session>('/v1/sessions', { email: emailOf(name), password: given });
const session = async (name: string, given = password) =>
  api.withToken((await signIn(name, given)).body.accessToken);
const change = (by: Caller, newPassword = next, currentPassword = password) =>
  by.put('/v1/me/password', { currentPassword, newPassword });
const isLive = async (by: Caller) => (await by.get('/v1/me')).status === 200;
const wrong = {
  status: 422,
  code: 'invalid-input',
  errors: [expect.objectContaining({ path: 'currentPassword', code: 'passwordWrong' })],
};

test('a new password replaces the old one, ends all other sessions, and is announced by mail', async () => {
  const [here, elsewhere] = [await session('manager'), await session('manager')];
  expect(await change(here)).toMatchObject({ status: 204 });
  expect([await isLive(here), await isLive(elsewhere), await isLive(manager)]).toEqual([true, false, false]);
  expect([(await signIn('manager', password)).status, (await signIn('manager', next)).status]).toEqual([
    401, 201,
  ]);
  const [mail, ...more] = await deliver();
  expect(more).toEqual([]);
  expect(mail?.to).toEqual([emailOf('manager')]);
  expect(mail?.mail.subject).toBe('Your password was changed');
  expect(mail?.mail.text).toContain('https://weir.test/sign-in/forgot-password');
  expect(mail?.mail.text).not.toContain(next);
});

test('a second call with the same new password changes nothing; one with the old password is refused', async () => {
  const [here, other] = [await session('viewer'), await session('viewer')];
  expect((await change(here)).status).toBe(204);
  const later = await session('viewer', next);
  expect((await change(here)).status).toBe(204);
  expect(await isLive(later)).toBe(true);
  expect(refusalOf(await change(here, 'another good one'), 'errors')).toEqual(wrong);
  expect(await isLive(other)).toBe(false);
  expect(await deliver()).toHaveLength(1);
});

test('of two tabs that set different passwords at once, one succeeds', async () => {
  const here = await session('requester');
  const given = ['first of the tabs', 'second of the tabs'];
  const answers = await Promise.all(given.map((each) => change(here, each)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 422]);
  const statuses = await Promise.all(given.map(async (each) => (await signIn('requester', each)).status));
  expect(statuses.sort()).toEqual([201, 401]);
  expect(await deliver()).toHaveLength(1);
});

test('a sign-in with the old password that runs at the same time leaves no session', async () => {
  const here = await session('secondmember');
  const racing = all(12, () => signIn('secondmember', password));
  expect((await change(here)).status).toBe(204);
  const late = (await racing).filter(({ status }) => status === 201);
  for (const { body } of late) expect(await isLive(api.withToken(body.accessToken))).toBe(false);
  await deliver();
});

test.each([
  ['a wrong current password', { currentPassword: 'wrong' }, 'currentPassword', 'passwordWrong'],
  ['none', { currentPassword: '' }, 'currentPassword', 'empty'],
  ['a short one', { newPassword: 'short' }, 'newPassword', 'tooShort'],
  ['a common one', { newPassword: 'Password123' }, 'newPassword', 'passwordCommon'],
  ['their own address', { newPassword: 'owner@people.test' }, 'newPassword', 'passwordOwn'],
  ['more than it needs', { userId: member.id }, 'userId', 'unknownField'],
])('%s is refused and the password stays', async (_, given, path, code) => {
  const body = { currentPassword: password, newPassword: next, ...given };
  const refused = await owner.put('/v1/me/password', body);
  expect(refusalOf(refused, 'errors')).toEqual({
    status: 422,
    code: 'invalid-input',
    errors: [expect.objectContaining({ path, code })],
  });
  expect((await signIn('owner', password)).status).toBe(201);
  expect((await outbox()).filter(({ due_at }) => due_at !== null)).toEqual([]);
});

test('nobody changes a password without a session', async () => {
  expect(refusalOf(await change(api.nobody))).toEqual({ status: 401, code: 'not-signed-in' });
});

test('a stolen session gets few guesses at the current password, over all its calls at once', async () => {
  const answers = await all(16, () => change(member, next, 'a guess'));
  // Each call that is not slowed has guessed twice: as the current password and as the new one.
  expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5);
  const slowed = answers.filter(({ status }) => status === 429);
  expect(retryAfterOf(slowed[0] as never)).toBeGreaterThan(0);
  expect((await change(member)).status).toBe(429);
  expect((await signIn('member', password)).status).toBe(201);
});

test('an account without a password says so, and no password is right for it', async () => {
  await api.pool.query('UPDATE users SET password_hash = NULL WHERE id = $1', [loner.id]);
  expect((await loner.get<Me>('/v1/me')).body.user.hasPassword).toBe(false);
  expect(refusalOf(await change(loner), 'errors')).toEqual(wrong);
});
