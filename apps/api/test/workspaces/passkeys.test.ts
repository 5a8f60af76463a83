import type { Me, Passkey, PasskeyList, Session } from '@weir/contract';
import { all } from '../races/crowd.js';
import { Authenticator } from '../support/authenticator.js';
import { theApiWithMail } from '../support/mail.js';
import { password } from '../support/people.js';
import type { Caller } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';
import { signInAtProvider } from '../support/servers/provider.js';

type Options = { challenge: string; user: { id: string }; excludeCredentials: { id: string }[] };

const { api, deliver } = theApiWithMail();
const { owner, manager, member, secondMember, viewer, requester, loner, secondRequester } = api.people;
const evil = { id: 'evil.test', origin: 'https://evil.test' };

const begin = (by: Caller, currentPassword: string | undefined = password) =>
  by.post<Options>('/v1/me/passkeys/challenge', { currentPassword });
const add = (by: Caller, response: object, name = 'Phone') =>
  by.post<Passkey>('/v1/me/passkeys', { name, response });
const list = async (by: Caller) => (await by.get<PasskeyList>('/v1/me/passkeys')).body.items;
const remove = (by: Caller, id: string, currentPassword: string | undefined = password) =>
  by.post(`/v1/me/passkeys/${id}/removal`, { currentPassword });
const challenge = async () => (await api.nobody.post<Options>('/v1/passkey-challenges')).body.challenge;
const signIn = (response: object) => api.nobody.post<Session>('/v1/sessions/passkey', { response });
const unknown = { status: 401, code: 'not-signed-in' };
const invalid = {
  status: 422,
  code: 'invalid-input',
  errors: [expect.objectContaining({ path: 'response', code: 'passkeyInvalid' })],
};

/** A passkey of this person. */
async function aPasskey(by: Caller, counter = 0): Promise<Authenticator & { passkeyId: string }> {
  const authenticator = new Authenticator();
  const added = await add(by, authenticator.create((await begin(by)).body, { counter }));
  expect(added.status).toBe(201);
  return Object.assign(authenticator, { passkeyId: added.body.id });
}

test('a passkey is added with the password, signs in without one, and is named and removed', async () => {
  const phone = await aPasskey(manager);
  const { body, status } = await signIn(phone.get({ challenge: await challenge() }));
  expect([status, body.user.email]).toEqual([201, 'manager@people.test']);
  expect((await api.withToken(body.accessToken).get('/v1/me')).status).toBe(200);
  const renamed = await manager.patch<Passkey>(`/v1/me/passkeys/${phone.passkeyId}`, { name: 'Work phone' });
  expect(renamed.body.name).toBe('Work phone');
  expect(await list(manager)).toEqual([
    { ...renamed.body, isSynced: false, usedAt: expect.any(String), createdAt: expect.any(String) },
  ]);
  expect((await begin(manager)).body.excludeCredentials.map(({ id }) => id)).toEqual([
    phone.credentialId.toString('base64url'),
  ]);
  expect(refusalOf(await remove(manager, phone.passkeyId, 'not this one'))).toMatchObject({ status: 422 });
  expect((await remove(manager, phone.passkeyId)).status).toBe(204);
  expect(refusalOf(await signIn(phone.get({ challenge: await challenge() })))).toEqual(unknown);
  expect((await deliver()).map(({ mail }) => mail.subject)).toEqual([
    'A passkey was added',
    'A passkey was removed',
  ]);
});

test('a challenge is used once, by its own person, within five minutes', async () => {
  const phone = await aPasskey(member);
  const answer = phone.get({ challenge: await challenge() });
  const many = await all(5, () => signIn(answer));
  expect(many.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401, 401]);
  const late = phone.get({ challenge: await challenge() });
  api.clock.pass({ minutes: 5 });
  expect(refusalOf(await signIn(late))).toEqual(unknown);
  expect(refusalOf(await signIn(phone.get({ challenge: 'bWFkZSB1cA' })))).toEqual(unknown);

  const { body } = await begin(member);
  // Neither for another person, nor for a sign-in, nor twice.
  expect(refusalOf(await add(viewer, new Authenticator().create(body)), 'errors')).toEqual(invalid);
  expect(refusalOf(await signIn(phone.get({ challenge: body.challenge })))).toEqual(unknown);
  const made = await all(3, () => add(member, new Authenticator().create(body)));
  expect(made.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  const ofSignIn = await challenge();
  const wrong = new Authenticator().create({ ...body, challenge: ofSignIn });
  expect(refusalOf(await add(member, wrong), 'errors')).toEqual(invalid);
});

test('a passkey of another site neither is added nor signs in', async () => {
  const phone = await aPasskey(owner);
  for (const site of [evil, { ...evil, id: 'weir.test' }, { ...evil, origin: 'https://weir.test' }]) {
    const made = new Authenticator().create((await begin(owner)).body, { site });
    expect(refusalOf(await add(owner, made), 'errors')).toEqual(invalid);
    expect(refusalOf(await signIn(phone.get({ challenge: await challenge(), site })))).toEqual(unknown);
  }
  expect((await signIn(phone.get({ challenge: await challenge() }))).status).toBe(201);
});

test('a counter that does not grow is refused', async () => {
  const key = await aPasskey(secondMember, 5);
  expect((await signIn(key.get({ challenge: await challenge(), counter: 7 }))).status).toBe(201);
  for (const counter of [7, 6, 0])
    expect(refusalOf(await signIn(key.get({ challenge: await challenge(), counter })))).toEqual(unknown);
  const challenges = await Promise.all([1, 2, 3].map(challenge));
  const copies = await Promise.all(
    challenges.map((each) => signIn(key.get({ challenge: each, counter: 8 }))),
  );
  expect(copies.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
});

test('an authenticator that did not check its person, another key and another account sign nobody in', async () => {
  const phone = await aPasskey(viewer);
  const unchecked = new Authenticator().create((await begin(viewer)).body, { isVerified: false });
  expect(refusalOf(await add(viewer, unchecked), 'errors')).toEqual(invalid);
  expect(refusalOf(await signIn(phone.get({ challenge: await challenge(), isVerified: false })))).toEqual(
    unknown,
  );
  const other = await aPasskey(requester);
  const forged = { ...other.get({ challenge: await challenge() }), id: phone.get({ challenge: '' }).id };
  expect(refusalOf(await signIn({ ...forged, rawId: forged.id }))).toEqual(unknown);
  expect(refusalOf(await signIn(new Authenticator().get({ challenge: await challenge() })))).toEqual(unknown);
});

test('nobody sees, names or removes a passkey of somebody else', async () => {
  const { passkeyId } = await aPasskey(owner);
  expect(await list(secondRequester)).toEqual([]);
  const missing = { status: 404, code: 'not-found' };
  const renamed = await secondRequester.patch(`/v1/me/passkeys/${passkeyId}`, { name: 'Mine' });
  expect(refusalOf(renamed)).toEqual(missing);
  expect(refusalOf(await remove(secondRequester, passkeyId))).toEqual(missing);
  // Nor is the same one added to two accounts.
  const shared = new Authenticator();
  expect((await add(owner, shared.create((await begin(owner)).body))).status).toBe(201);
  const again = shared.create((await begin(secondRequester)).body);
  expect(refusalOf(await add(secondRequester, again), 'errors')).toEqual(invalid);
});

test('an account has at most 20 passkeys', async () => {
  await api.pool.query(
    `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, is_synced, name, created_at)
     SELECT gen_random_uuid(), $1, 'many ' || n, '', 0, false, 'Key', now() FROM generate_series(1, 19) n`,
    [requester.id],
  );
  expect(refusalOf(await begin(requester))).toEqual({ status: 409, code: 'too-many-passkeys' });
});

test('without a password a recent sign-in is enough, and an old one is not', async () => {
  await api.pool.query('UPDATE users SET password_hash = NULL WHERE id = $1', [loner.id]);
  await api.pool.query('UPDATE sessions SET created_at = $2 WHERE user_id = $1', [loner.id, api.clock.now()]);
  expect((await loner.post('/v1/me/passkeys/challenge', {})).status).toBe(200);
  api.clock.pass({ minutes: 11 });
  expect(refusalOf(await loner.post('/v1/me/passkeys/challenge', {}))).toEqual({
    status: 403,
    code: 'sign-in-too-old',
  });
});

/** Signs up with another person’s address, and adds a passkey. */
async function aSquatter(email: string) {
  await api.nobody.post('/v1/users', { email, name: 'Squatter', password: 'long enough' });
  const { body } = await api.nobody.post<Session>('/v1/sessions', { email, password: 'long enough' });
  const squatter = api.withToken(body.accessToken);
  const key = new Authenticator();
  await add(squatter, key.create((await begin(squatter, 'long enough')).body));
  expect((await signIn(key.get({ challenge: await challenge() }))).status).toBe(201);
  const change = { email: `not.${email}`, currentPassword: 'long enough' };
  expect((await squatter.put('/v1/me/address-change', change)).status).toBe(200);
  await deliver();
  return key;
}

test('a passkey and a new address set up by a stranger end when the owner of the address arrives', async () => {
  const email = 'late.owner@people.test';
  const atProvider = await aSquatter(email);
  const arrived = await signInAtProvider(api, { email });
  expect(arrived.status).toBe(201);
  const change = await api.withToken(arrived.body.accessToken).get('/v1/me/address-change');
  expect(change.body).toEqual({ pending: null });
  expect(refusalOf(await signIn(atProvider.get({ challenge: await challenge() })))).toEqual(unknown);

  const byMail = await aSquatter('other.owner@people.test');
  await api.nobody.post('/v1/password-resets', { email: 'other.owner@people.test' });
  const reset = (await deliver()).at(-1)?.mail.text?.match(/new-password#(\S+)/)?.[1];
  await api.nobody.put('/v1/password-resets', { token: reset, newPassword: 'nine green bottles' });
  expect(refusalOf(await signIn(byMail.get({ challenge: await challenge() })))).toEqual(unknown);
});

test('resetting the password of a confirmed account does not remove its passkeys', async () => {
  const me = await owner.get<Me>('/v1/me');
  expect(me.body.user.emailVerified).toBe(true);
  const before = (await list(owner)).length;
  await api.nobody.post('/v1/password-resets', { email: me.body.user.email });
  const reset = (await deliver()).at(-1)?.mail.text?.match(/new-password#(\S+)/)?.[1];
  await api.nobody.put('/v1/password-resets', { token: reset, newPassword: 'nine green bottles' });
  const { rows } = await api.pool.query('SELECT 1 FROM passkeys WHERE user_id = $1', [owner.id]);
  expect(rows).toHaveLength(before);
  await deliver();
});
