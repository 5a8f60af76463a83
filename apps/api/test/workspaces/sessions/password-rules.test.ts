import type { CreatedInvitation, Me, ProblemOf } from '@weir/contract';
import { theApi } from '../../support/api.js';

const api = theApi({ WEIR_TRUSTED_PROXIES: '1' });
const calls = Array.from({ length: 100 }, (_, n) => `198.51.100.${n}`).values();
const signUp = (password: string, more: object = {}, headers?: Record<string, string>) =>
  api.nobody.post<Me & ProblemOf<'invalid-input'>>(
    '/v1/users',
    { email: 'olga.ortega@river.test', name: 'Ólga Ortega', password, ...more },
    // Each from an address of its own: one address may try only so often.
    { 'x-forwarded-for': calls.next().value as string, ...headers },
  );
const faultOf = async (...given: Parameters<typeof signUp>) => {
  const { status, body } = await signUp(...given);
  return status === 422 ? body.errors.map(({ path, code }) => `${path} ${code}`).join() : status;
};

test('refuses common passwords, also in disguise or with a year after them', async () => {
  const passwords =
    `password Password1 qwertyuiop 12345678 p@ssw0rd aaaaaaaa 12121212121212 87654321 passwort123
    password2026 Summer2026 Winter2025! changeme123! admin1234 kanban123 p@ssword1 pa$5w0rd!! раssword ρaѕswоrd
    ｐａｓｓｗｏｒｄ 2026summer 4dmin1234 we1come1 abcd1234 lkjhgfdsa 4321dcba 1qaz2wsx3edc`.split(/\s+/);
  for (const [n, password] of passwords.entries())
    expect([password, await faultOf(password, { email: `o${n}@river.test` })]).toEqual([
      password,
      'password passwordCommon',
    ]);
});

test.each([
  'olga.ortega@river.test',
  'Olga.Ortega',
  'olga-1984',
  'ortegaolga!!',
  'OLGAORTEGA7',
  'river-river',
  'weirweir',
  'Weir2026',
])('refuses %s for Olga Ortega', async (password) =>
  expect(await faultOf(password)).toBe('password passwordOwn'),
);

test('refuses the name of the workspace that a person joins, and says so in their language', async () => {
  const made = await api.people.owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', {
    role: 'viewer',
  });
  const invitation = { invitation: made.body.token };
  expect(await faultOf('demo-demo', invitation)).toBe('password passwordOwn');
  const german = await signUp('demo-demo', invitation, { 'accept-language': 'de' });
  expect(german.body.errors[0]?.message).toMatch(/^Das ist kaum mehr als dein Name/);
  expect(await faultOf('demo and a boat', invitation)).toBe(201);
});

test('accepts a password that contains a known word, if there is enough besides', async () => {
  for (const [n, password] of [
    'olga and her boat',
    'a weir in the river',
    'zugvögel ziehen',
    '27 Möwen',
    'correct horse battery',
    'summer in a boat',
    'kB7#vq2Lx9',
    '8f3kq92mzt',
    'чайка над водой',
    'пароход2026',
    '1234 red boats 5678',
  ].entries())
    expect([password, await faultOf(password, { email: `o${n}@river.test` })]).toEqual([password, 201]);
});
