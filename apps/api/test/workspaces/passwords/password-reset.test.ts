import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Me, Session } from '@weir/contract';
import { all } from '../../races/crowd.js';
import { anApi } from '../../support/api.js';
import { theApiWithMail } from '../../support/mail.js';
import { password } from '../../support/people.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import type { Received } from '../../support/servers/mailbox.js';

const { api, deliver, outbox } = theApiWithMail();
const { owner, manager, member, viewer, requester } = api.people;
const next = 'nine green bottles';
const emailOf = (name: string) => `${name}@people.test`;
const bin = fileURLToPath(new URL('../../../../../prisma/dist/bin/reset-password.js', import.meta.url));

const ask = (email: string) => api.nobody.post('/v1/password-resets', { email });
const use = (token: string, newPassword = next) =>
  api.nobody.put('/v1/password-resets', { token, newPassword });
const tokenIn = ({ mail }: Received) =>
  mail.text?.match(/https:\/\/weir\.test\/sign-in\/new-password#(\S+)/)?.[1] as string;
const signIn = (name: string, given: string) =>
  api.nobody.post<Session>('/v1/sessions', { email: emailOf(name), password: given });
const invalid = { status: 409, code: 'email-link-invalid' };

async function aLink(name: string): Promise<string> {
  expect((await ask(emailOf(name))).status).toBe(204);
  return tokenIn((await deliver()).at(-1) as Received);
}

test('a mailed link sets a new password once, and ends all sessions and all other links', async () => {
  const [first, second] = [await aLink('manager'), await aLink('manager')];
  const elsewhere = api.withToken((await signIn('manager', password)).body.accessToken);
  const many = await Promise.all(
    [...Array(4).fill(first), ...Array(4).fill(second)].map((token) => use(token)),
  );
  expect(many.map(({ status }) => status).sort()).toEqual([204, ...Array(7).fill(409)]);
  for (const ended of [manager, elsewhere]) expect((await ended.get('/v1/me')).status).toBe(401);
  expect([(await signIn('manager', password)).status, (await signIn('manager', next)).status]).toEqual([
    401, 201,
  ]);
  const announced = await deliver();
  expect(announced.map(({ to, mail }) => [to, mail.subject])).toEqual([
    [[emailOf('manager')], 'Your password was changed'],
  ]);
});

test('a link that another one ended stays ended for a server whose clock is behind', async () => {
  const [first, second] = [await aLink('stranger'), await aLink('stranger')];
  api.clock.pass({ minutes: 1 });
  expect((await use(first)).status).toBe(204);
  api.clock.pass({ minutes: -1 });
  expect(refusalOf(await use(second))).toEqual(invalid);
  await deliver();
});

test('asking answers the same for an address without an account, which gets no mail', async () => {
  const [known, unknown] = [await ask(emailOf('viewer')), await ask('nobody.here@people.test')];
  const seen = ({ status, body, headers }: typeof known) => [status, body, [...headers.keys()].sort()];
  expect(seen(unknown)).toEqual(seen(known));
  // The same rows are written for both, so the time says nothing either.
  const { rows } = await api.pool.query(
    `SELECT l.user_id, m.due_at = l.at AS due FROM account_letters l JOIN mails m ON m.account_letter_id = l.id
      WHERE l.email IN ($1, 'nobody.here@people.test')`,
    [emailOf('viewer')],
  );
  expect(rows).toEqual([
    { user_id: null, due: true },
    { user_id: null, due: true },
  ]);
  const sent = await deliver();
  expect(sent.map(({ to }) => to)).toEqual([[emailOf('viewer')]]);
  const failed = (await outbox()).filter(({ failed_at }) => failed_at !== null);
  expect(failed.map(({ error }) => error)).toEqual([expect.stringContaining('Nobody has an account')]);
});

test('the link is in the fragment, which no server logs, and no token is stored', async () => {
  await ask(emailOf('viewer'));
  const [{ mail }] = (await deliver()) as [Received];
  const token = tokenIn({ mail } as Received);
  const { rows } = await api.pool.query(
    'SELECT l::text AS all FROM account_letters l UNION ALL SELECT m::text FROM mails m',
  );
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(`${mail.text}${mail.html}`).not.toMatch(/\?\S*token/);
});

test('a link is valid for an hour, and ends when the password changes or the address is another', async () => {
  const late = await aLink('member');
  api.clock.pass({ hours: 1 });
  expect(refusalOf(await use(late))).toEqual(invalid);
  const here = api.withToken((await signIn('member', password)).body.accessToken);
  const outdated = await aLink('member');
  expect((await here.put('/v1/me/password', { currentPassword: password, newPassword: next })).status).toBe(
    204,
  );
  expect(refusalOf(await use(outdated))).toEqual(invalid);
  const moved = await aLink('member');
  await api.pool.query('UPDATE users SET email = $1 WHERE id = $2', ['moved@people.test', member.id]);
  expect(refusalOf(await use(moved))).toEqual(invalid);
});

test('no other token sets a password, and a refused password leaves the link as it is', async () => {
  const token = await aLink('requester');
  const links = api.service('SignedLinks');
  const { workspaceId, id } = links.read('passwordReset', token) as { workspaceId: string; id: string };
  for (const forged of [
    links.sign('email', workspaceId, id),
    links.sign('passwordReset', workspaceId, requester.id),
    id,
    'x',
  ])
    expect(refusalOf(await use(forged))).toEqual(invalid);
  for (const [given, code] of [
    ['short', 'tooShort'],
    ['Password123', 'passwordCommon'],
    [emailOf('requester'), 'passwordOwn'],
  ])
    expect(refusalOf(await use(token, given), 'errors')).toMatchObject({
      status: 422,
      errors: [{ path: 'newPassword', code }],
    });
  expect((await signIn('requester', password)).status).toBe(201);
  expect((await use(token)).status).toBe(204);
  await deliver();
});

test('a link confirms the address of an account whose password it sets', async () => {
  const email = 'new.here@people.test';
  await api.nobody.post('/v1/users', { email, name: 'New Here', password: 'long enough' });
  await deliver();
  await ask(email);
  expect((await use(tokenIn((await deliver()).at(-1) as Received))).status).toBe(204);
  const { body } = await api.nobody.post<Session>('/v1/sessions', { email, password: next });
  expect((await api.withToken(body.accessToken).get<Me>('/v1/me')).body.user.emailVerified).toBe(true);
  await deliver();
});

test('one network can ask three times an hour for an address, whether it has an account or not', async () => {
  for (const email of [emailOf('loner'), 'none.at.all@people.test']) {
    await api.pool.query('DELETE FROM rate_limits');
    const answers = await all(8, () => ask(email));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 204, ...Array(5).fill(429)]);
    expect(retryAfterOf(answers.find(({ status }) => status === 429) as never)).toBeGreaterThan(0);
  }
  await deliver();
});

test.each([
  ['no address', {}],
  ['a name', { email: 'ann' }],
  ['a list', { email: [emailOf('owner')] }],
])('asking for a new password needs an address: %s is refused', async (_, body) => {
  expect(refusalOf(await api.nobody.post('/v1/password-resets', body))).toEqual({
    status: 422,
    code: 'invalid-input',
  });
});

test('without a mail server asking says who can help, and an operator gives a new password', async () => {
  const quiet = await anApi({});
  const { email } = (await quiet.people.owner.get<Me>('/v1/me')).body.user;
  expect((await quiet.nobody.get('/v1/password-resets')).body).toEqual({ mail: false });
  const refused = await quiet.nobody.post('/v1/password-resets', { email });
  expect(refusalOf(refused, 'detail')).toEqual({
    status: 409,
    code: 'mail-not-set-up',
    detail: expect.stringContaining('person who runs it'),
  });
  expect((await quiet.pool.query('SELECT 1 FROM mails')).rows).toEqual([]);

  const reset = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], {
      env: { ...process.env, DATABASE_URL: quiet.pool.options.connectionString },
      encoding: 'utf8',
    });
  expect(reset('nobody@people.test')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('nobody@people.test'),
  });
  const { status, stdout } = reset(email.toUpperCase());
  const given = stdout.match(/^password: (\S+)$/m)?.[1] as string;
  expect(status).toBe(0);
  expect((await quiet.people.owner.get('/v1/me')).status).toBe(401);
  expect((await quiet.nobody.post('/v1/sessions', { email, password })).status).toBe(401);
  expect((await quiet.nobody.post('/v1/sessions', { email, password: given })).status).toBe(201);
  await quiet.close();
});

test('other people keep their sessions', async () => {
  expect((await owner.get('/v1/me')).status).toBe(200);
  expect((await viewer.get('/v1/me')).status).toBe(200);
});
