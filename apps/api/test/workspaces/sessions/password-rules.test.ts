import type { CreatedInvitation, Me, ProblemOf } from '@weir/contract';
import { theApi } from '../../support/api.js';

const api = theApi();
const signUp = (password: string, more: object = {}, headers?: Record<string, string>) =>
  api.nobody.post<Me & ProblemOf<'invalid-input'>>(
    '/v1/users',
    { email: 'olga.ortega@river.test', name: 'Ólga Ortega', password, ...more },
    headers,
  );
const faultOf = async (...given: Parameters<typeof signUp>) => {
  const { status, body } = await signUp(...given);
  return status === 422 ? body.errors.map(({ path, code }) => `${path} ${code}`).join() : status;
};

test.each(['password', 'Password1', 'qwertyuiop', '12345678', 'p@ssw0rd', 'aaaaaaaa', '12121212121212'])(
  'refuses the common password %s',
  async (password) => expect(await faultOf(password)).toBe('password passwordCommon'),
);

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
  ].entries())
    expect(await faultOf(password, { email: `o${n}@river.test` })).toBe(201);
});
