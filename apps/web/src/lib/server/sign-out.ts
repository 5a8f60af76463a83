import { signOutEverywhere, signOut as signOutHere } from '@weir/client';
import { type NextRequest, NextResponse } from 'next/server';
import { env } from '@/lib/env';
import { keptCookie } from '@/lib/kept/kept-cookie';
import { isSameOrigin } from '@/lib/server/same-origin';
import { type BrowserSession, cookieSession, isSecure, sessionCookiesIn } from '@/lib/server/session';
import { mintToken } from '@/lib/server/token';
import { refusal, unreachable } from '@/lib/server/upstream';
import { weir } from '@/lib/server/weir';
import { signedOutCookie } from '@/lib/signed-out-cookie';

/**
 * Ends the session at the API, and then removes the browser's cookie. If the API can't be reached the cookie stays, and
 * the answer says so: otherwise the person would think that the session is over. `?only=browser` removes the cookie in
 * any case, `?sessions=all` ends all sessions of the person.
 */
export async function signOut(request: NextRequest): Promise<Response> {
  const acceptLanguage = request.headers.get('accept-language');
  if (!isSameOrigin(request, env().NEXTAUTH_URL))
    return refusal({ code: 'not-allowed', detail: { key: 'otherSite' } }, acceptLanguage);
  const session = await cookieSession(request.cookies);
  const { searchParams } = request.nextUrl;
  const ending = searchParams.get('sessions') === 'all' ? signOutEverywhere : signOutHere;
  const hasEnded = session === null || (await endSession(session, ending));
  if (!hasEnded && searchParams.get('only') !== 'browser') return unreachable(acceptLanguage);
  const response = new NextResponse(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  const gone = {
    value: '',
    httpOnly: true,
    secure: isSecure(),
    sameSite: 'lax',
    path: '/',
    maxAge: 0,
  } as const;
  for (const name of sessionCookiesIn(request.cookies)) response.cookies.set({ name, ...gone });
  for (const name of [keptCookie, signedOutCookie(isSecure())])
    response.cookies.set({ name, ...gone, httpOnly: false });
  return response;
}

/** Ends the session that a browser still has after it was signed out without a connection. */
export async function endCookieSession(jar: Parameters<typeof cookieSession>[0]): Promise<void> {
  const session = await cookieSession(jar);
  if (session) await endSession(session);
}

/** True as well for a session that had ended before. */
async function endSession(session: BrowserSession, ending = signOutHere): Promise<boolean> {
  const client = weir(() => mintToken(session));
  const answer = await ending({ client }).catch(() => null);
  return answer !== null && (answer.error === undefined || answer.error.code === 'not-signed-in');
}
