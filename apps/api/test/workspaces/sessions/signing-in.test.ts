import { createHash } from 'node:crypto';
import type { CreatedInvitation, Me, ProblemOf, Session } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { password } from '../../support/people.js';
import type { Caller } from '../../support/person.js';

const api = theApi({ WEIR_TRUSTED_PROXIES: '1' });
const { owner } = api.people;
const newcomer = (email: string) => ({ email, name: 'Nia Nord', password: 'long enough' });

describe('signing up', () => {
  test('creates an account that can sign in', async () => {
    const made = await api.nobody.post<Me>('/v1/users', newcomer('nia@people.test'));
    expect(made).toMatchObject({
      status: 201,
      body: { user: { name: 'Nia Nord', email: 'nia@people.test' }, workspaces: [] },
    });

    const session = await api.nobody.post<Session>('/v1/sessions', {
      email: 'Nia@People.test',
      password: 'long enough',
    });
    expect(session).toMatchObject({ status: 201, body: { user: { email: 'nia@people.test' } } });
    const me = await api.withToken(session.body.accessToken).get<Me>('/v1/me');
    expect(me).toMatchObject({ status: 200, body: made.body });
  });

  test('refuses an address that has an account, in any letter case', async () => {
    await api.nobody.post('/v1/users', newcomer('twice@people.test'));
    const again = await api.nobody.post('/v1/users', newcomer('TWICE@people.test'));
    expect(again).toMatchObject({ status: 409, body: { code: 'email-taken' } });
  });

  test('creates one account for many sign-ups with the same address at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => api.nobody.post('/v1/users', newcomer('race@people.test'))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  });

  test('names every wrong field', async () => {
    const body = { email: 'no address', name: ' ', password: 'short', admin: true };
    const answer = await api.nobody.post<ProblemOf<'invalid-input'>>('/v1/users', body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(answer.body.errors.map(({ path }) => path).sort()).toEqual(['admin', 'email', 'name', 'password']);
  });

  test('takes effect once per key and refuses the key with another body', async () => {
    const key = { 'idempotency-key': 'sign-up-1' };
    const first = await api.nobody.post<Me>('/v1/users', newcomer('key@people.test'), key);
    const again = await api.nobody.post<Me>('/v1/users', newcomer('key@people.test'), key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    for (const other of [{ name: 'Another' }, { password: 'another long one' }]) {
      const reused = await api.nobody.post('/v1/users', { ...newcomer('key@people.test'), ...other }, key);
      expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    }
    // Callers without a session share one space of keys, but the body makes the difference.
    expect((await api.nobody.post('/v1/users', newcomer('other@people.test'), key)).status).toBe(201);
  });

  test('keeps no hash that a guessed password can be tested against', async () => {
    const keptFor = async (caller: Caller, path: string, body: object, key: string) => {
      expect((await caller.post(path, body, { 'idempotency-key': key })).status).toBe(201);
      const { rows } = await api.pool.query('SELECT body_hash FROM idempotency_keys WHERE key = $1', [key]);
      return { kept: rows[0].body_hash, plain: createHash('sha256').update(JSON.stringify(body)).digest() };
    };
    const signUp = await keptFor(api.nobody, '/v1/users', newcomer('hash@people.test'), 'sign-up-2');
    expect(signUp.kept).not.toEqual(signUp.plain);
    const other = await keptFor(owner, '/v1/workspaces', { slug: 'hashed', name: 'Hashed' }, 'workspace-1');
    expect(other.kept).toEqual(other.plain);
  });

  test('allows thirty sign-ups an hour per network, not counting invited ones', async () => {
    const signUp = (body: object, from: string) =>
      api.nobody.post('/v1/users', body, { 'x-forwarded-for': from });
    const invite = () => owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', { role: 'viewer' });
    const join = async (email: string) => ({
      ...newcomer(email),
      invitation: (await invite()).body.token,
    });
    const all = Array.from({ length: 29 }, () => signUp(newcomer('owner@people.test'), '198.51.100.7'));
    expect(new Set((await Promise.all(all)).map(({ status }) => status))).toEqual(new Set([409]));
    for (const email of ['guest1@people.test', 'guest2@people.test']) {
      expect((await signUp(await join(email), '198.51.100.7')).status).toBe(201);
    }
    expect((await signUp(newcomer('owner@people.test'), '198.51.100.7')).status).toBe(409);

    const spent = await signUp(newcomer('late@people.test'), '198.51.100.7');
    expect(spent).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(spent.headers.get('retry-after'))).toBeGreaterThan(3000);
    expect((await signUp(newcomer('late@people.test'), '198.51.100.8')).status).toBe(201);
  });
});

describe('signing in and out', () => {
  test('answers the same for a wrong password and an unknown address', async () => {
    const wrong = await api.nobody.post('/v1/sessions', { email: 'owner@people.test', password: 'wrong' });
    const absent = await api.nobody.post('/v1/sessions', { email: 'absent@people.test', password: 'wrong' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(absent.body).toEqual(wrong.body);
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('takes about as long for an unknown address as for a wrong password', async () => {
    const time = async (email: string) => {
      const begin = performance.now();
      await api.nobody.post('/v1/sessions', { email, password: 'wrong' });
      return performance.now() - begin;
    };
    await api.nobody.post('/v1/users', newcomer('timed@people.test'));
    const known: number[] = [];
    const unknown: number[] = [];
    // Alternately, and the fastest of each counts, because the machine may be busy for a while.
    for (let turn = 0; turn < 5; turn += 1) {
      known.push(await time('timed@people.test'));
      unknown.push(await time('x@people.test'));
    }
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });

  test('signing out ends one session at once', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => api.nobody.post<Session>('/v1/sessions', { email: 'loner@people.test', password })),
    );
    const here = api.withToken(one?.body.accessToken ?? '');
    expect(await here.get('/v1/me')).toMatchObject({ status: 200 });
    expect(await here.delete('/v1/sessions/current')).toMatchObject({ status: 204, body: '' });
    expect(await here.get('/v1/me')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await api.withToken(other?.body.accessToken ?? '').get('/v1/me')).toMatchObject({ status: 200 });
  });

  test.each([
    ['no token', ''],
    ['nonsense', 'nonsense'],
    ['a token with a foreign signature', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'],
    ['an unsigned token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwiYXVkIjoid2Vpci1hcGkifQ.'],
  ])('answers 401 to %s', async (_, token) => {
    expect(await api.withToken(token).get('/v1/me')).toMatchObject({
      status: 401,
      body: { code: 'not-signed-in' },
    });
  });

  test('slows an address down after ten wrong passwords, with Retry-After', async () => {
    await api.nobody.post('/v1/users', newcomer('slow@people.test'));
    for (let time = 0; time < 10; time += 1) {
      const answer = await api.nobody.post('/v1/sessions', {
        email: 'slow@people.test',
        password: `wrong ${time}`,
      });
      expect(answer.status).toBe(401);
    }
    const eleventh = await api.nobody.post<ProblemOf<'rate-limited'>>('/v1/sessions', {
      email: 'slow@people.test',
      password: 'long enough',
    });
    expect(eleventh).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(eleventh.headers.get('retry-after'))).toBe(eleventh.body.retryAfterSeconds);
  });

  const signIn = (email: string, given: string, from: string) =>
    api.nobody.post('/v1/sessions', { email, password: given }, { 'x-forwarded-for': from });

  test('does not slow down an address from another network', async () => {
    await api.nobody.post('/v1/users', newcomer('locked@people.test'));
    for (let time = 0; time < 11; time += 1) await signIn('locked@people.test', 'wrong', '198.51.100.1');
    expect((await signIn('locked@people.test', 'long enough', '198.51.100.1')).status).toBe(429);
    expect((await signIn('locked@people.test', 'long enough', '198.51.100.2')).status).toBe(201);
  });

  test('counts the addresses of one IPv6 network together', async () => {
    for (let time = 0; time < 10; time += 1)
      await signIn('six@people.test', 'wrong', `2001:db8:0:${time}::1`);
    expect((await signIn('six@people.test', 'wrong', '2001:db8::77')).status).toBe(429);
    expect((await signIn('six@people.test', 'wrong', '2001:db8:1::77')).status).toBe(401);
  });

  test('treats an invalid forwarded address as unknown', async () => {
    expect((await signIn('odd@people.test', 'wrong', 'x'.repeat(5000))).status).toBe(401);
  });
});
