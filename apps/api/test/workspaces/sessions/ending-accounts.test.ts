import type { Me, PasskeyList, Session } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { Authenticator } from '../../support/authenticator.js';
import { untilWaiting } from '../../support/board-clock.js';
import { password } from '../../support/people.js';
import type { Caller } from '../../support/person.js';
import { signInAtProvider } from '../../support/servers/provider.js';

type Options = { challenge: string; user: { id: string } };

const api = theApi();
const { member } = api.people;

const optionsFor = async (by: Caller, currentPassword: string) =>
  (await by.post<Options>('/v1/me/passkeys/challenge', { currentPassword })).body;
const add = (by: Caller, response: object) => by.post('/v1/me/passkeys', { name: 'Phone', response });

/** Runs `work` while another transaction locks these rows. `work` resolves without waiting for them. */
async function whileHeld<T>(rows: string, values: unknown[], work: () => Promise<T>): Promise<T> {
  const holder = await api.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`${rows} FOR UPDATE`, values);
    return await work();
  } finally {
    await holder.query('COMMIT');
    holder.release();
  }
}

test('no way to sign in opens a session while the account is deleted', async () => {
  const { email } = (await member.get<Me>('/v1/me')).body.user;
  const phone = new Authenticator();
  expect((await add(member, phone.create(await optionsFor(member, password)))).status).toBe(201);
  await api.pool.query(
    `INSERT INTO user_identities (issuer, subject, user_id, created_at) VALUES ('https://id.test', $1, $2, now())`,
    [email, member.id],
  );
  const { challenge } = (await api.nobody.post<Options>('/v1/passkey-challenges')).body;
  const response = phone.get({ challenge });

  // The deletion has ended the sessions when it reaches this row.
  const letters = 'SELECT 1 FROM account_letters WHERE user_id = $1';
  const { deletion, signIns } = await whileHeld(letters, [member.id], async () => {
    const deletion = member.post('/v1/me/removal', { currentPassword: password });
    await untilWaiting(api.pool, 1);
    const signIns = Promise.all([
      api.nobody.post<Session>('/v1/sessions', { email, password }),
      api.nobody.post<Session>('/v1/sessions/passkey', { response }),
      signInAtProvider(api, { email }),
    ]);
    await Promise.race([untilWaiting(api.pool, 4), signIns]);
    return { deletion, signIns };
  });
  expect((await deletion).status).toBe(204);
  const [byPassword, byPasskey, atProvider] = await signIns;
  expect([byPassword.status, byPasskey.status]).toEqual([401, 401]);
  // The address is free again, so the provider's person gets a new account.
  expect(atProvider.body.user.id).not.toBe(member.id);
  const live = await api.pool.query('SELECT 1 FROM sessions WHERE user_id = $1 AND ended_at IS NULL', [
    member.id,
  ]);
  expect(live.rows).toEqual([]);
});

test('a stranger adds no passkey while the owner of the address arrives', async () => {
  const email = 'arriving.owner@people.test';
  await api.nobody.post('/v1/users', { email, name: 'Squatter', password: 'long enough' });
  const session = await api.nobody.post<Session>('/v1/sessions', { email, password: 'long enough' });
  const squatter = api.withToken(session.body.accessToken);
  const options = await optionsFor(squatter, 'long enough');

  const users = 'SELECT 1 FROM users WHERE email = $1';
  const { arrival, adding } = await whileHeld(users, [email], async () => {
    const arrival = signInAtProvider(api, { email });
    await untilWaiting(api.pool, 1);
    const adding = add(squatter, new Authenticator().create(options));
    await untilWaiting(api.pool, 2);
    return { arrival, adding };
  });
  const arrived = await arrival;
  expect([arrived.status, (await adding).status]).toEqual([201, 401]);
  const owner = api.withToken(arrived.body.accessToken);
  expect((await owner.get<PasskeyList>('/v1/me/passkeys')).body.items).toEqual([]);
});
