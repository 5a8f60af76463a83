import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RecoveryCodes, Session, TotpSecret, TwoFactorState } from '@weir/contract';
import { Secret, TOTP } from 'otpauth';
import { all } from '../races/crowd.js';
import { anApi } from '../support/api.js';
import { theApiWithMail } from '../support/mail.js';
import { password } from '../support/people.js';
import type { Caller } from '../support/person.js';
import { refusalOf, retryAfterOf } from '../support/refusals.js';

const { api, deliver } = theApiWithMail();
const { owner, manager, member, viewer, requester, loner, secondMember } = api.people;
// A code is of 30 seconds: a test must not cross from one to the next.
beforeAll(() => api.clock.stop());

const bin = fileURLToPath(new URL('../../../../prisma/dist/bin/reset-two-factor.js', import.meta.url));
const emailOf = (name: string) => `${name}@people.test`;

const signIn = (name: string, code?: string, given = password) =>
  api.nobody.post<Session>('/v1/sessions', { email: emailOf(name), password: given, code });
const state = async (by: Caller) => (await by.get<TwoFactorState>('/v1/me/two-factor')).body;
const begin = (by: Caller, currentPassword = password) =>
  by.post<TotpSecret>('/v1/me/two-factor/secret', { currentPassword });
const confirm = (by: Caller, code: string) => by.put<RecoveryCodes>('/v1/me/two-factor', { code });
const end = (by: Caller, code: string, currentPassword = password) =>
  by.post('/v1/me/two-factor/removal', { currentPassword, code });
const renew = (by: Caller, code: string) =>
  by.post<RecoveryCodes>('/v1/me/two-factor/recovery-codes', { currentPassword: password, code });
const wrongCode = {
  status: 422,
  code: 'invalid-input',
  errors: [expect.objectContaining({ path: 'code', code: 'codeWrong' })],
};

/** What an app shows, this many steps of 30 seconds from now. */
function codeOf(secret: string, steps = 0): string {
  const timestamp = api.clock.now().getTime() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

/** Turns it on, with a step of its own, so that the test can use the next ones. */
async function turnOn(by: Caller) {
  const { secret } = (await begin(by)).body;
  const { status, body } = await confirm(by, codeOf(secret));
  expect(status).toBe(200);
  api.clock.pass({ minutes: 0.5 });
  return { secret, recoveryCodes: body.recoveryCodes };
}

test('with two factors a sign-in needs the password and a code, and each code works once', async () => {
  const { secret } = await turnOn(manager);
  expect(refusalOf(await signIn('manager'))).toEqual({ status: 401, code: 'code-needed' });
  expect(refusalOf(await signIn('manager', ' '))).toEqual({ status: 401, code: 'code-needed' });
  const code = codeOf(secret);
  expect(refusalOf(await signIn('manager', code, 'wrong password'))).toEqual({
    status: 401,
    code: 'not-signed-in',
  });
  const many = await all(5, () => signIn('manager', `${code.slice(0, 3)} ${code.slice(3)}`));
  expect(many.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401, 401]);
  expect(refusalOf(await signIn('manager', code))).toEqual({ status: 401, code: 'code-wrong' });
  // Nor one from before, although its time is not over.
  expect((await signIn('manager', codeOf(secret, -1))).status).toBe(401);
  expect((await signIn('manager', codeOf(secret, 1))).status).toBe(201);
  await deliver();
});

test('a code is accepted half a minute early or late, and no longer', async () => {
  const { secret } = await turnOn(viewer);
  api.clock.pass({ minutes: 5 });
  expect((await signIn('viewer', codeOf(secret, -2))).status).toBe(401);
  expect((await signIn('viewer', codeOf(secret, 2))).status).toBe(401);
  expect((await signIn('viewer', codeOf(secret, -1))).status).toBe(201);
  await deliver();
});

test('ten recovery codes are shown once; each replaces a code once, and a mail says so', async () => {
  const { recoveryCodes } = await turnOn(member);
  expect(new Set(recoveryCodes).size).toBe(10);
  await deliver();
  const [first, second] = recoveryCodes as [string, string];
  const many = await all(4, () => signIn('member', first.toUpperCase().replaceAll('-', ' ')));
  expect(many.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
  expect(await state(member)).toMatchObject({ recoveryCodesLeft: 9 });
  expect((await deliver()).map(({ to, mail }) => [to, mail.subject])).toEqual([
    [[emailOf('member')], 'A recovery code was used'],
  ]);
  const renewed = await renew(member, second);
  expect(renewed.body.recoveryCodes).toHaveLength(10);
  expect((await signIn('member', recoveryCodes[2])).status).toBe(401);
  expect((await signIn('member', renewed.body.recoveryCodes[0])).status).toBe(201);
  await deliver();
});

test('it is on only once a code confirmed the secret, within an hour', async () => {
  const { secret } = (await begin(requester)).body;
  expect((await signIn('requester')).status).toBe(201);
  expect(refusalOf(await confirm(requester, codeOf(secret, 9)), 'errors')).toEqual(wrongCode);
  const other = (await begin(requester)).body.secret;
  expect(refusalOf(await confirm(requester, codeOf(secret)), 'errors')).toEqual(wrongCode);
  api.clock.pass({ hours: 1 });
  expect(refusalOf(await confirm(requester, codeOf(other)))).toEqual({ status: 409, code: 'two-factor-off' });
  expect(await state(requester)).toEqual({ since: null, recoveryCodesLeft: 0 });
  const { secret: last } = (await begin(requester)).body;
  const many = await all(3, () => confirm(requester, codeOf(last)));
  expect(many.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(refusalOf(await begin(requester))).toEqual({ status: 409, code: 'two-factor-on' });
  expect((await deliver()).map(({ mail }) => mail.subject)).toEqual(['Two-factor sign-in is on']);
});

test('turning it off takes the password and a code, and is announced by mail', async () => {
  const { secret } = await turnOn(owner);
  await deliver();
  expect(refusalOf(await end(owner, '000000'), 'errors')).toEqual(wrongCode);
  expect(refusalOf(await end(owner, codeOf(secret), 'not this one'), 'errors')).toMatchObject({
    status: 422,
    errors: [{ path: 'currentPassword', code: 'passwordWrong' }],
  });
  expect((await end(owner, codeOf(secret))).status).toBe(204);
  expect((await signIn('owner')).status).toBe(201);
  expect(await state(owner)).toEqual({ since: null, recoveryCodesLeft: 0 });
  expect((await deliver()).map(({ mail }) => mail.subject)).toEqual(['Two-factor sign-in is off']);
  expect(refusalOf(await end(owner, codeOf(secret, 1)))).toEqual({ status: 409, code: 'two-factor-off' });
});

test('wrong codes are limited for an account, and a right one only ends the count', async () => {
  const { secret } = await turnOn(secondMember);
  expect((await signIn('secondmember', codeOf(secret))).status).toBe(201);
  const answers = await all(16, () => signIn('secondmember', '000000'));
  const slowed = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(retryAfterOf(slowed[0] as never)).toBeGreaterThan(0);
  expect((await signIn('secondmember', codeOf(secret, 1))).status).toBe(429);
  await api.pool.query('DELETE FROM rate_limits');
  expect((await signIn('secondmember', codeOf(secret, 1))).status).toBe(201);
  await deliver();
});

test('neither the secret nor a recovery code can be read in the database', async () => {
  const { secret, uri } = (await begin(loner)).body;
  expect(uri).toContain(`secret=${secret}`);
  const { body } = await confirm(loner, codeOf(secret));
  const raw = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex');
  const codes = body.recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')]);
  const { rows } = await api.pool.query(
    `SELECT encode(secret, 'hex') || encode(secret, 'escape') AS kept FROM totp_secrets UNION ALL
     SELECT encode(code_hash, 'hex') || encode(code_hash, 'escape') FROM recovery_codes UNION ALL
     SELECT k::text FROM idempotency_keys k UNION ALL SELECT m::text FROM mails m`,
  );
  const kept = JSON.stringify(rows);
  for (const text of [secret, raw, ...codes]) expect(kept).not.toContain(text);
  // Bound to its account: in the row of another one it opens nothing.
  await api.pool.query(
    'UPDATE totp_secrets t SET secret = o.secret FROM totp_secrets o WHERE t.user_id = $1 AND o.user_id = $2',
    [viewer.id, loner.id],
  );
  api.clock.pass({ minutes: 1 });
  expect(refusalOf(await signIn('viewer', codeOf(secret)))).toEqual({ status: 401, code: 'code-wrong' });
  await deliver();
});

test('a new password by mail does not turn it off', async () => {
  await api.nobody.post('/v1/password-resets', { email: emailOf('loner') });
  const [mail] = await deliver();
  const token = mail?.mail.text?.match(/new-password#(\S+)/)?.[1];
  await api.nobody.put('/v1/password-resets', { token, newPassword: 'nine green bottles' });
  expect(refusalOf(await signIn('loner', undefined, 'nine green bottles'))).toEqual({
    status: 401,
    code: 'code-needed',
  });
  await deliver();
});

test('an operator turns it off for a person who lost their app, and ends their sessions', async () => {
  const quiet = await anApi({});
  const person = quiet.people.owner;
  const { secret } = (await begin(person)).body;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: quiet.clock.now().getTime(),
  });
  expect((await confirm(person, code)).status).toBe(200);
  const reset = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], {
      env: { ...process.env, DATABASE_URL: quiet.pool.options.connectionString },
      encoding: 'utf8',
    });
  for (const email of ['nobody@people.test', emailOf('member')])
    expect(reset(email)).toMatchObject({ status: 1, stderr: expect.stringContaining(email) });
  expect(reset(emailOf('owner').toUpperCase()).status).toBe(0);
  expect((await person.get('/v1/me')).status).toBe(401);
  const { status } = await quiet.nobody.post('/v1/sessions', { email: emailOf('owner'), password });
  expect(status).toBe(201);
  await quiet.close();
});
