import { hash } from '@node-rs/argon2';
import type { ProblemOf } from '@weir/contract';
import { theApi } from '../../support/api.js';

const api = theApi();
/** The same text to its reader: keyboards and systems write an accent as one character or as two. */
const composed = 'käseglöckchen über'.normalize('NFC');
const decomposed = composed.normalize('NFD');

const signUp = (email: string, password: string) =>
  api.nobody.post<ProblemOf<'invalid-input'>>('/v1/users', { email, name: 'Nia Nord', password });
const signIn = async (email: string, password: string) =>
  (await api.nobody.post('/v1/sessions', { email, password })).status;

test('a password with accents is the same however a device writes them', async () => {
  for (const [email, given] of [
    ['decomposed@people.test', decomposed],
    ['composed@people.test', composed],
  ] as const) {
    expect((await signUp(email, given)).status).toBe(201);
    expect(await signIn(email, composed)).toBe(201);
    expect(await signIn(email, decomposed)).toBe(201);
    expect(await signIn(email, composed.replaceAll('ä', 'a'))).toBe(401);
  }
});

test('an account from before that rule signs in as it did', async () => {
  const old = await hash(decomposed, { memoryCost: 1024, timeCost: 1 });
  await api.pool.query(`UPDATE users SET password_hash = $1 WHERE email = 'loner@people.test'`, [old]);
  expect(await signIn('loner@people.test', decomposed)).toBe(201);
});

test('the length of a password is that of its composed form', async () => {
  const short = await signUp('short@people.test', 'ä1ü2ö3x'.normalize('NFD'));
  expect(short).toMatchObject({ status: 422, body: { errors: [{ path: 'password' }] } });
  const long = `${'ä'.repeat(150)}1b2c3d4`.normalize('NFD');
  expect((await signUp('long@people.test', long)).status).toBe(201);
  expect(await signIn('long@people.test', long)).toBe(201);
});

test('refuses a password of a hundred thousand accents at once', async () => {
  const accents = `a${'\u0301'.repeat(50_000)}${'\u0323'.repeat(50_000)}`;
  const body = { email: 'accents@people.test', name: 'Nia Nord', password: accents };
  expect((await api.nobody.post('/v1/users', body)).status).toBe(422);
  expect(await signIn('accents@people.test', accents)).toBe(422);
});
