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
      ? send('/v1/sessions', { email: `nobody-${n}@demo.test`, password: 'wrong' })
      : send('/v1/users', { email: `flood-${n}@demo.test`, name: 'Flood', password: 'long enough' }),
  );
  // The honest person comes last, when only those that were let in are still waiting.
  while (answered < 100) await new Promise(setImmediate);
  const honest = await api.nobody.post<Session>('/v1/sessions', { email: 'owner@demo.test', password }, home);
  const answeredBefore = answered;
  expect(honest.status).toBe(201);

  const answers = await Promise.all(calls);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(50);
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
  expect(answers.some(({ status }) => status === 503)).toBe(false);
  expect(answeredBefore).toBeLessThan(150);
});

test('an attempt that finds no place to be checked does not count', async () => {
  const wrong = () =>
    api.nobody.post(
      '/v1/sessions',
      { email: 'viewer@demo.test', password: 'wrong' },
      { 'x-forwarded-for': '192.0.2.9' },
    );
  const other = (n: number) =>
    api.nobody.post(
      '/v1/sessions',
      { email: `any-${n}@demo.test`, password: 'wrong' },
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
        { email: `site-${n}@demo.test`, password: 'wrong' },
        { 'x-forwarded-for': `2001:db8:77:${n.toString(16)}::1` },
      ),
    ),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
});
