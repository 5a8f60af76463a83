import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AddressChangeState, Me, Session } from '@weir/contract';
import { all } from '../races/crowd.js';
import { anApi } from '../support/api.js';
import { theApiWithMail } from '../support/mail.js';
import { password } from '../support/people.js';
import type { Caller } from '../support/person.js';
import { refusalOf, retryAfterOf } from '../support/refusals.js';
import type { Received } from '../support/servers/mailbox.js';

const { api, deliver, mailbox } = theApiWithMail();
const { owner, manager, member, viewer, requester, loner } = api.people;
const bin = fileURLToPath(new URL('../../../../prisma/dist/bin/change-address.js', import.meta.url));
const emailOf = (name: string) => `${name}@people.test`;

const ask = (by: Caller, email: string, currentPassword = password) =>
  by.put<AddressChangeState>('/v1/me/address-change', { email, currentPassword });
const pending = async (by: Caller) =>
  (await by.get<AddressChangeState>('/v1/me/address-change')).body.pending;
const open = (by: Caller, token: string) => by.post('/v1/address-changes', { token });
const addressOf = async (by: Caller) => (await by.get<Me>('/v1/me')).body.user.email;
const signIn = (email: string, given = password) =>
  api.nobody.post<Session>('/v1/sessions', { email, password: given });
const tokenIn = ({ mail }: Received) =>
  mail.text?.match(/https:\/\/weir\.test\/email\/change#(\S+)/)?.[1] as string;
const subjects = (mails: Received[]) => mails.map(({ to, mail }) => `${to}: ${mail.subject}`);
const invalid = { status: 409, code: 'email-link-invalid' };

/** Asks, and takes the token from the mail to the new address. */
async function aLink(by: Caller, email: string): Promise<string> {
  expect((await ask(by, email)).status).toBe(200);
  const sent = await deliver();
  return tokenIn(sent.find(({ to }) => to.includes(email)) as Received);
}

test('an address changes once its link is opened, and both mailboxes get a mail', async () => {
  const asked = await ask(manager, ' New.Manager@people.test ');
  expect(asked.body.pending).toMatchObject({ email: 'new.manager@people.test', delivery: 'waiting' });
  const sent = await deliver();
  expect(subjects(sent).sort()).toEqual([
    `${emailOf('manager')}: A new email address was requested`,
    'new.manager@people.test: Confirm your new email address',
  ]);
  expect((await pending(manager))?.delivery).toBe('sent');
  expect(await addressOf(manager)).toBe(emailOf('manager'));
  expect((await signIn('new.manager@people.test')).status).toBe(401);
  expect((await signIn(emailOf('manager'))).status).toBe(201);

  const token = tokenIn(sent.find(({ to }) => to.includes('new.manager@people.test')) as Received);
  const opened = await Promise.all([1, 2, 3, 4].map(() => open(manager, token)));
  expect(opened.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409]);
  expect((await manager.get<Me>('/v1/me')).body.user).toMatchObject({
    email: 'new.manager@people.test',
    emailVerified: true,
  });
  expect(await pending(manager)).toBeNull();
  expect([
    (await signIn(emailOf('manager'))).status,
    (await signIn('new.manager@people.test')).status,
  ]).toEqual([401, 201]);
  expect(subjects(await deliver())).toEqual([`${emailOf('manager')}: Your email address was changed`]);
});

test('asking answers the same for the address of another account, whose mail says so and has no link', async () => {
  const free = await ask(viewer, 'nobody.has.it@people.test');
  const taken = await ask(viewer, emailOf('owner'));
  const { pending: waiting } = taken.body;
  expect([taken.status, Object.keys(waiting ?? {}), waiting?.delivery]).toEqual([
    200,
    Object.keys(free.body.pending ?? {}),
    free.body.pending?.delivery,
  ]);
  const [mail] = (await deliver()).filter(({ to }) => to.includes(emailOf('owner')));
  expect(mail?.mail.subject).toBe('This address already has a Weir account');
  expect(mail?.mail.text).not.toContain('/email/change');
  expect(`${mail?.mail.text}${mail?.mail.html}`).not.toMatch(/viewer/i);
  expect((await pending(viewer))?.delivery).toBe('sent');
  expect(await addressOf(owner)).toBe(emailOf('owner'));
});

test('of two accounts that confirm one address, the first gets it', async () => {
  const [one, other] = [await aLink(viewer, 'both@people.test'), await aLink(requester, 'both@people.test')];
  const opened = await Promise.all([open(viewer, one), open(requester, other)]);
  expect(opened.map(({ status }) => status).sort()).toEqual([204, 409]);
  const late = opened[0].status === 409 ? opened[0] : opened[1];
  expect(refusalOf(late, 'errors')).toEqual({
    status: 409,
    code: 'email-taken',
    errors: [expect.objectContaining({ path: 'email', code: 'emailTaken' })],
  });
  await deliver();
});

test('a link opens only for its own account, for a day, and no longer once another one was sent', async () => {
  const outdated = await aLink(owner, 'first.try@people.test');
  const token = await aLink(owner, 'second.try@people.test');
  expect(refusalOf(await open(owner, outdated))).toEqual(invalid);
  expect(refusalOf(await open(manager, token))).toEqual({ status: 403, code: 'not-allowed' });
  expect(refusalOf(await open(api.nobody, token))).toEqual({ status: 401, code: 'not-signed-in' });
  const links = api.service('SignedLinks');
  const { workspaceId, id } = links.read('addressChange', token) as { workspaceId: string; id: string };
  for (const forged of [
    links.sign('passwordReset', workspaceId, id),
    links.sign('email', workspaceId, id),
    'x',
  ])
    expect(refusalOf(await open(owner, forged))).toEqual(invalid);
  const { rows } = await api.pool.query('SELECT l::text AS all FROM account_letters l');
  expect(JSON.stringify(rows)).not.toContain(token);
  api.clock.pass({ hours: 24 });
  expect(refusalOf(await open(owner, token))).toEqual(invalid);
  expect(await pending(owner)).toBeNull();
  expect(await addressOf(owner)).toBe(emailOf('owner'));
});

test('keeping the address ends the link, and so do a changed and a reset password', async () => {
  const cancelled = await aLink(member, 'elsewhere@people.test');
  for (const _ of [1, 2]) expect((await member.delete('/v1/me/address-change')).status).toBe(204);
  expect(refusalOf(await open(member, cancelled))).toEqual(invalid);

  const changed = await aLink(member, 'elsewhere@people.test');
  const here = api.withToken((await signIn(emailOf('member'))).body.accessToken);
  const next = 'nine green bottles';
  await here.put('/v1/me/password', { currentPassword: password, newPassword: next });
  expect(refusalOf(await open(here, changed))).toEqual(invalid);

  expect((await ask(here, 'elsewhere@people.test', next)).status).toBe(200);
  const reset = tokenIn((await deliver()).find(({ to }) => to.includes('elsewhere@people.test')) as Received);
  await api.nobody.post('/v1/password-resets', { email: emailOf('member') });
  const [mail] = (await deliver()) as [Received];
  const token = mail.mail.text?.match(/new-password#(\S+)/)?.[1];
  expect(
    (await api.nobody.put('/v1/password-resets', { token, newPassword: 'ten green bottles' })).status,
  ).toBe(204);
  const back = api.withToken((await signIn(emailOf('member'), 'ten green bottles')).body.accessToken);
  expect(refusalOf(await open(back, reset))).toEqual(invalid);
  expect(await addressOf(back)).toBe(emailOf('member'));
  await deliver();
});

test('a link for a new password that went to the old address ends with the change', async () => {
  const [{ email }] = [{ email: await addressOf(owner) }];
  await api.nobody.post('/v1/password-resets', { email });
  const [mail] = (await deliver()) as [Received];
  const reset = mail.mail.text?.match(/new-password#(\S+)/)?.[1];
  expect((await open(owner, await aLink(owner, 'moved.owner@people.test'))).status).toBe(204);
  const used = await api.nobody.put('/v1/password-resets', {
    token: reset,
    newPassword: 'ten green bottles',
  });
  expect(refusalOf(used)).toEqual(invalid);
  await deliver();
});

test('an address that was never confirmed gets no notice, and its own link ends', async () => {
  const email = 'typo@people.test';
  await api.nobody.post('/v1/users', { email, name: 'Ty Po', password: 'long enough' });
  const confirmation = (await deliver())[0]?.mail.text?.match(/email\/confirm#(\S+)/)?.[1];
  const { body } = await api.nobody.post<Session>('/v1/sessions', { email, password: 'long enough' });
  const caller = api.withToken(body.accessToken);
  await ask(caller, 'right@people.test', 'long enough');
  const sent = await deliver();
  expect(sent.map(({ to }) => to)).toEqual([['right@people.test']]);
  expect((await open(caller, tokenIn(sent[0] as Received))).status).toBe(204);
  expect(await deliver()).toEqual([]);
  const late = await caller.post('/v1/email-confirmations', { token: confirmation });
  expect(refusalOf(late)).toEqual(invalid);
});

test('an address whose mail server refuses it is shown as failed', async () => {
  mailbox.refuses = {
    recipient: (address) => (address.startsWith('gone') ? { code: 550, text: 'no such user' } : null),
  };
  await ask(owner, 'gone@people.test');
  await deliver();
  mailbox.refuses = {};
  expect(await pending(owner)).toMatchObject({ email: 'gone@people.test', delivery: 'failed' });
  await owner.delete('/v1/me/address-change');
});

test.each([
  ['a wrong password', { currentPassword: 'wrong' }, 'currentPassword', 'passwordWrong'],
  ['no password', { currentPassword: '' }, 'currentPassword', 'empty'],
  ['no address', { email: 'ann' }, 'email', 'email'],
  ['the same address', { email: emailOf('loner').toUpperCase() }, 'email', 'emailSame'],
])('%s changes no address', async (_, given, path, code) => {
  const body = { email: 'fine@people.test', currentPassword: password, ...given };
  const refused = await loner.put('/v1/me/address-change', body);
  expect(refusalOf(refused, 'errors')).toEqual({
    status: 422,
    code: 'invalid-input',
    errors: [expect.objectContaining({ path, code })],
  });
  expect(await deliver()).toEqual([]);
});

test('one network has three links an hour sent to an address, and a stolen session few guesses', async () => {
  await api.pool.query('DELETE FROM rate_limits');
  const answers = await all(6, () => ask(loner, 'often@people.test'));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
  expect(retryAfterOf(answers.find(({ status }) => status === 429) as never)).toBeGreaterThan(0);
  const guesses = await all(14, () => ask(loner, 'guess@people.test', 'a guess'));
  expect(guesses.filter(({ status }) => status === 422)).toHaveLength(10);
  await deliver();
});

test('without a mail server the answer says who can change an address, and an operator does', async () => {
  const quiet = await anApi({});
  expect(refusalOf(await ask(quiet.people.owner, 'other@people.test'), 'detail')).toEqual({
    status: 409,
    code: 'mail-not-set-up',
    detail: expect.stringContaining('person who runs it'),
  });
  const change = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], {
      env: { ...process.env, DATABASE_URL: quiet.pool.options.connectionString },
      encoding: 'utf8',
    });
  for (const [args, said] of [
    [['none@people.test', 'other@people.test'], 'none@people.test'],
    [[emailOf('owner'), emailOf('member')], 'another account'],
    [[emailOf('owner'), 'other'], 'usage'],
  ] as const)
    expect(change(...args)).toMatchObject({ status: 1, stderr: expect.stringContaining(said) });
  expect(change(emailOf('owner'), 'Other@people.test').status).toBe(0);
  expect((await quiet.people.owner.get<Me>('/v1/me')).body.user).toMatchObject({
    email: 'other@people.test',
    emailVerified: false,
  });
  await quiet.close();
});
