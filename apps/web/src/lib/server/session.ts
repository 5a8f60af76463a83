import { decode } from 'next-auth/jwt';
import { env } from '@/lib/env';
import { signedOutCookie } from '@/lib/signed-out-cookie';

/** The person and session in the browser's cookie. `sessionId` is the API's and never leaves the server. */
export type BrowserSession = { userId: string; sessionId: string; name: string; email: string };

type CookieJar = { getAll(): { name: string; value: string }[] };

/** This browser's session; null if nobody is signed in. */
export async function sessionFrom(jar: CookieJar): Promise<BrowserSession | null> {
  return isSignedOutHere(jar) ? null : cookieSession(jar);
}

/** Whether the browser was signed out without a connection, and may still have the cookie of that session. */
export const isSignedOutHere = (jar: CookieJar) =>
  jar.getAll().some(({ name }) => name === signedOutCookie(isSecure()));

/** Reads next-auth's encrypted cookie. Null if it is missing, broken or old. */
export async function cookieSession(jar: CookieJar): Promise<BrowserSession | null> {
  const cookie = joined(jar, sessionCookieName());
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  if (!token?.sub || typeof token.sid !== 'string') return null;
  return { userId: token.sub, sessionId: token.sid, name: token.name ?? '', email: token.email ?? '' };
}

/** The names of all cookies that contain a part of the session. */
export function sessionCookiesIn(jar: CookieJar): string[] {
  return partsOf(jar, sessionCookieName()).map(({ name }) => name);
}

/** Whether people reach Weir by https: then cookies are sent by https only, and their names say so. */
export function isSecure(): boolean {
  return env().NEXTAUTH_URL.startsWith('https://');
}

function sessionCookieName(): string {
  return `${isSecure() ? '__Secure-' : ''}next-auth.session-token`;
}

/** next-auth splits a long cookie into `name.0`, `name.1`, …. */
function joined(jar: CookieJar, name: string): string {
  const order = (cookie: { name: string }) => Number(cookie.name.slice(name.length + 1) || 0);
  return partsOf(jar, name)
    .sort((a, b) => order(a) - order(b))
    .map((cookie) => cookie.value)
    .join('');
}

function partsOf(jar: CookieJar, name: string): { name: string; value: string }[] {
  return jar
    .getAll()
    .filter((cookie) => cookie.name === name || /^\.\d+$/.test(cookie.name.slice(name.length)))
    .filter((cookie) => cookie.name.startsWith(name));
}
