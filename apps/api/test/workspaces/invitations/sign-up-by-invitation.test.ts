import type { CreatedInvitation, Me, Session } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { signInAtProvider } from '../../support/servers/provider.js';

const api = theApi({ WEIR_SIGNUP: 'invited' }, { empty: true });
const person = (name: string) => ({
  email: `${name.toLowerCase()}@people.test`,
  name,
  password: 'long enough',
});
const signIn = async (name: string) => {
  const { body } = await api.nobody.post<Session>('/v1/sessions', {
    email: person(name).email,
    password: 'long enough',
  });
  return api.withToken(body.accessToken);
};

describe('sign-up by invitation', () => {
  test('admits people with an invitation, and the person who sets the server up', async () => {
    const { url } = await api.service('SetupService').newLink();
    await api.nobody.post('/v1/users', { ...person('Ada'), setup: url.split('#')[1] });
    const first = await signIn('Ada');
    const made = await first.post('/v1/workspaces', { slug: 'place', name: 'The place' });
    expect(made).toMatchObject({ status: 201, body: { slug: 'place', role: 'owner' } });

    const uninvited = await api.nobody.post('/v1/users', person('Cy'));
    expect(uninvited).toMatchObject({ status: 403, body: { code: 'not-allowed' } });

    const invitation = await first.post<CreatedInvitation>('/v1/workspaces/place/invitations', {
      role: 'member',
    });
    const invited = await api.nobody.post<Me>('/v1/users', {
      ...person('Dee'),
      invitation: invitation.body.token,
    });
    expect(invited).toMatchObject({ status: 201, body: { workspaces: [{ slug: 'place', role: 'member' }] } });
    const theirs = await (await signIn('Dee')).post('/v1/workspaces', { slug: 'mine', name: 'Mine' });
    expect(theirs).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });

  test('signs in by a provider only the people that an invitation names', async () => {
    expect(await signInAtProvider(api, person('Eve'))).toMatchObject({ status: 403 });
    const first = await signIn('Ada');
    await first.post('/v1/workspaces/place/invitations', { role: 'viewer', email: 'eve@people.test' });
    expect(await signInAtProvider(api, { ...person('Eve'), emailVerified: false })).toMatchObject({
      status: 403,
    });

    const session = await signInAtProvider(api, person('Eve'));
    expect(session).toMatchObject({ status: 201, body: { user: { email: 'eve@people.test', name: 'Eve' } } });
    const again = await signInAtProvider(api, person('Eve'));
    expect(again.body.user.id).toBe(session.body.user.id);
    expect(await api.nobody.post('/v1/sessions/oidc', { token: session.body.accessToken })).toMatchObject({
      status: 401,
    });
  });

  test('an invitation of an owner who was demoted, or of an archived workspace, lets nobody in by a provider', async () => {
    const first = await signIn('Ada');
    const invite = (email: string) =>
      first.post('/v1/workspaces/place/invitations', { role: 'viewer', email });
    await invite('gus@people.test');
    // By plain SQL; the API would revoke it.
    await api.pool.query(
      `UPDATE memberships m SET role = 'manager' FROM users u WHERE u.id = m.user_id AND u.name = 'Ada'`,
    );
    expect(await signInAtProvider(api, person('Gus'))).toMatchObject({ status: 403 });
    await api.pool.query(
      `UPDATE memberships m SET role = 'owner' FROM users u WHERE u.id = m.user_id AND u.name = 'Ada'`,
    );

    await api.pool.query(`UPDATE workspaces SET archived_at = now() WHERE slug = 'place'`);
    expect(await signInAtProvider(api, person('Gus'))).toMatchObject({ status: 403 });
    await api.pool.query(`UPDATE workspaces SET archived_at = NULL WHERE slug = 'place'`);
    expect(await signInAtProvider(api, person('Gus'))).toMatchObject({ status: 201 });
  });
});
