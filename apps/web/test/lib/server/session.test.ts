import { expect, it } from '@jest/globals';
import { encode } from 'next-auth/jwt';
import { cookieSession, sessionFrom } from '@/lib/server/session';
import { rana, secrets } from './settings';

const name = '__Secure-next-auth.session-token';
const jar = (...cookies: [string, string][]) => ({
  getAll: () => cookies.map(([name, value]) => ({ name, value })),
});
const cookie = () =>
  encode({
    token: { sub: rana.userId, sid: rana.sessionId, name: rana.name, email: rana.email },
    secret: secrets.NEXTAUTH_SECRET,
  });

it('reads the person from the cookie, which does not reveal the session', async () => {
  const value = await cookie();
  expect(await sessionFrom(jar([name, value]))).toEqual(rana);
  expect(Buffer.from(value, 'base64').toString()).not.toContain(rana.sessionId);
});

it('joins a split cookie in order', async () => {
  const value = await cookie();
  const cut = jar([`${name}.1`, value.slice(50)], [`${name}.0`, value.slice(0, 50)]);
  expect(await sessionFrom(cut)).toEqual(rana);
});

it('finds nobody in a browser that was signed out without a connection', async () => {
  const both = jar([name, await cookie()], ['__Host-weir-signed-out', 'yes']);
  expect(await sessionFrom(both)).toBeNull();
  expect(await cookieSession(both)).toEqual(rana);
  // A site below the same domain can set this one.
  expect(await sessionFrom(jar([name, await cookie()], ['weir-signed-out', 'yes']))).toEqual(rana);
});

it('finds nobody without a cookie, with a broken one, or with another server’s', async () => {
  expect(await sessionFrom(jar())).toBeNull();
  expect(await sessionFrom(jar([name, 'broken']))).toBeNull();
  expect(await sessionFrom(jar(['next-auth.session-token', await cookie()]))).toBeNull();
  const forged = await encode({ token: { sub: 'x', sid: 'y' }, secret: 'another secret' });
  expect(await sessionFrom(jar([name, forged]))).toBeNull();
});
