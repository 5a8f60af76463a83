import { hash } from '@node-rs/argon2';
import type { Session } from '@weir/contract';
import { all } from '../../races/crowd.js';
import { anotherInstance } from '../../support/another-instance.js';
import { theApi } from '../../support/api.js';
import { password } from '../../support/people.js';

const api = theApi({ WEIR_TRUSTED_PROXIES: '1' });
const attacker = '198.51.100.66';
const home = '203.0.113.1';

const signIn = (
  name: string,
  given: string,
  { from = home, device }: { from?: string; device?: string } = {},
) =>
  api.nobody.post<Session>(
    '/v1/sessions',
    { email: `${name}@people.test`, password: given, ...(device !== undefined && { device }) },
    { 'x-forwarded-for': from },
  );
const statusOf = async (...given: Parameters<typeof signIn>) => (await signIn(...given)).status;
const deviceOf = async (name: string) => (await signIn(name, password)).body.device as string;

/** Ten wrong passwords, so that this network gets no more for this account. */
const attack = (name: string, from = attacker) => all(10, () => signIn(name, 'wrong', { from }));

test('wrong passwords from many networks do not keep out a device that has signed in before', async () => {
  const device = await deviceOf('owner');
  for (let n = 0; n < 10; n += 1) await attack('owner', `198.51.100.${n}`);
  expect(await statusOf('owner', password, { from: '192.0.2.1' })).toBe(429);
  expect(await statusOf('owner', password, { from: '192.0.2.1', device })).toBe(201);
  expect(await statusOf('owner', password, { from: '198.51.100.1', device })).toBe(201);
});

test('a known device has ten wrong passwords of its own, also at many at once and over two instances', async () => {
  const device = await deviceOf('manager');
  const second = await anotherInstance(api, {});
  const elsewhere = () =>
    fetch(`${second.origin}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'manager@people.test', password: 'wrong', device }),
    });
  const answers = await all<{ status: number }>(32, (n) =>
    n % 2 ? elsewhere() : signIn('manager', 'wrong', { device }),
  );
  await second.close();
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(22);
  expect(await statusOf('manager', password, { device })).toBe(429);
  expect(await statusOf('manager', password, { from: '192.0.2.2' })).toBe(201);
});

test('32 wrong passwords at once from one network are ten guesses', async () => {
  const answers = await all(32, () => signIn('viewer', 'wrong', { from: attacker }));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(22);
  for (const { status, headers } of answers)
    if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a device is known to the accounts that it signed in to, and to no other', async () => {
  const first = (await signIn('member', password)).body.device as string;
  const both = (await signIn('requester', password, { device: first })).body.device as string;
  for (const name of ['member', 'requester', 'secondmember']) await attack(name);
  const shown = { from: attacker, device: both };
  expect(await statusOf('member', password, shown)).toBe(201);
  expect(await statusOf('requester', password, shown)).toBe(201);
  expect(await statusOf('secondmember', password, shown)).toBe(429);
});

test.each([
  ['nonsense', async () => 'nonsense'],
  ['a session’s token', async () => (await signIn('loner', password)).body.accessToken],
  [
    'a changed value',
    // Not the last character: some of its bits mean nothing.
    async () => (await deviceOf('loner')).replace(/.(?=.{9}$)/, (each) => (each === 'A' ? 'B' : 'A')),
  ],
])('treats a device that shows %s as unknown', async (_, value) => {
  const device = await value();
  await attack('loner');
  expect(await statusOf('loner', password, { from: attacker, device })).toBe(429);
});

test('a new password forgets the devices of the old one', async () => {
  const device = await deviceOf('stranger');
  const other = await hash('another one', { memoryCost: 1024, timeCost: 1 });
  await api.pool.query(`UPDATE users SET password_hash = $1 WHERE email = 'stranger@people.test'`, [other]);
  await attack('stranger');
  expect(await statusOf('stranger', 'another one', { from: attacker, device })).toBe(429);
});

test('a device’s value gives no access', async () => {
  const device = (await signIn('secondrequester', password)).body.device as string;
  expect((await api.withToken(device).get('/v1/me')).status).toBe(401);
});
