import type { ProblemOf, Session } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { password } from '../../support/people.js';

const api = theApi({ WEIR_TRUSTED_PROXIES: '1' });
const flood = { 'x-forwarded-for': '198.51.100.66' };
const home = { 'x-forwarded-for': '203.0.113.1' };

test('a network that floods sign-in and sign-up waits for itself, and another network signs in meanwhile', async () => {
  let answered = 0;
  const send = async (path: string, body: object) => {
    const answer = await api.nobody.post<ProblemOf<'rate-limited'>>(path, body, flood);
    answered += 1;
    return answer;
  };
  const calls = Array.from({ length: 160 }, (_, n) =>
    n % 5
      ? send('/v1/sessions', { email: `nobody-${n}@people.test`, password: 'wrong' })
      : send('/v1/users', { email: `flood-${n}@people.test`, name: 'Flood', password: 'long enough' }),
  );
  // The honest person comes last, when only those that were let in are still waiting.
  while (answered < 100) await new Promise(setImmediate);
  const honest = await api.nobody.post<Session>(
    '/v1/sessions',
    { email: 'owner@people.test', password },
    home,
  );
  const answeredBefore = answered;
  expect(honest.status).toBe(201);

  const answers = await Promise.all(calls);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
  expect(answers.some(({ status }) => status === 503)).toBe(false);
  expect(answeredBefore).toBeLessThan(150);
});

test('an attempt that finds no place to be checked does not count', async () => {
  const wrong = () =>
    api.nobody.post(
      '/v1/sessions',
      { email: 'viewer@people.test', password: 'wrong' },
      { 'x-forwarded-for': '192.0.2.9' },
    );
  const other = (n: number) =>
    api.nobody.post(
      '/v1/sessions',
      { email: `any-${n}@people.test`, password: 'wrong' },
      { 'x-forwarded-for': '192.0.2.9' },
    );
  const crowd = Array.from({ length: 80 }, (_, n) => other(n));
  const refused = await Promise.race(
    crowd.map(async (call) => ((await call).status === 429 ? call : new Promise<never>(() => {}))),
  );
  expect(refused.headers.get('retry-after')).toBe('5');
  await Promise.all(crowd);
  const checked = (await Promise.all(crowd)).filter(({ status }) => status === 401).length;
  const { rows } = await api.pool.query(`SELECT points FROM rate_limits WHERE key = 'sign-in-ip:192.0.2.9'`);
  expect(rows[0].points).toBe(checked);
  expect((await wrong()).status).toBe(401);
});

test('one IPv6 site has one share of the hashing, whichever of its networks it calls from', async () => {
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, n) =>
      api.nobody.post(
        '/v1/sessions',
        { email: `site-${n}@people.test`, password: 'wrong' },
        { 'x-forwarded-for': `2001:db8:77:${n.toString(16)}::1` },
      ),
    ),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
});

test('a person on a known device signs in while every network together fills the hashing, and a forged one does not', async () => {
  const from = (network: string) => ({ 'x-forwarded-for': network });
  const signIn = (name: string, network: string, given: string, device?: string) =>
    api.nobody.post<Session>(
      '/v1/sessions',
      { email: `${name}@people.test`, password: given, ...(device !== undefined && { device }) },
      from(network),
    );
  const names = ['owner', 'manager', 'member', 'requester'];
  const devices = await Promise.all(
    names.map(async (name) => (await signIn(name, '203.0.113.2', password)).body.device as string),
  );
  // Known, but to another account; and changed, so that it is nobody's.
  const useless = [devices[0], devices[0]?.replace(/.{4}$/, 'AAAA')];

  // More callers than there are places, who keep all of them taken until the others are answered.
  let isFull = false;
  let isOver = false;
  const crowd = Array.from({ length: 130 }, async (_, n) => {
    let refusals = 0;
    for (let round = 0; !isOver; round++) {
      const { status } = await signIn(`crowd-${n}-${round}`, `198.19.${round % 250}.${n}`, 'wrong');
      if (status === 503) refusals += 1;
      isFull ||= status === 503;
    }
    return refusals;
  });
  while (!isFull) await new Promise(setImmediate);
  const [known, forged, strangers] = await Promise.all([
    Promise.all(names.map((name, n) => signIn(name, `192.0.2.${n}`, password, devices[n]))),
    Promise.all(
      Array.from({ length: 20 }, (_, n) => signIn('viewer', `198.18.1.${n}`, password, useless[n % 2])),
    ),
    Promise.all(Array.from({ length: 20 }, (_, n) => signIn('viewer', `198.18.2.${n}`, password))),
  ]);
  isOver = true;
  const refusals = await Promise.all(crowd);

  expect(known.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  for (const answers of [forged, strangers]) expect(answers.map(({ status }) => status)).toContain(503);
  expect(refusals.reduce((sum, each) => sum + each)).toBeGreaterThan(50);
});
