import {
  type Session as ApiSession,
  type Client,
  type NewPasskeySession,
  type Problem,
  signIn,
  signInWithPasskey,
  signInWithProvider,
  Unreachable,
} from '@weir/client';
import { cookies, headers as headersOf } from 'next/headers';
import type { NextAuthOptions, Profile, User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { keptCookie, readKept } from '@/lib/kept/kept-cookie';
import { nextAddress } from '@/lib/pages/next-address';
import { clientHeaders } from '@/lib/server/client-address';
import { deviceIn, keepDevice } from '@/lib/server/device';
import { isSecure } from '@/lib/server/session';
import { signInLog } from '@/lib/server/sign-in-log';
import { mintExchangeToken, sessionIdOf } from '@/lib/server/token';
import { unreachable } from '@/lib/server/upstream';
import { weir } from '@/lib/server/weir';
import { signedOutCookie } from '@/lib/signed-out-cookie';

/** What next-auth puts into its cookie after a sign-in. The cookie is encrypted; `sid` never leaves the server. */
type SignedIn = { id: string; name: string; email: string; sid: string };

declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string;
  }
}

const hours = 3600;

export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    logger: signInLog,
    // As long as a session of the API.
    session: { strategy: 'jwt', maxAge: 12 * hours },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [credentials, passkey, ...(env().OIDC_ISSUER ? [openId()] : [])],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== 'oidc') return true;
        const answer = await exchangeProfile(account.providerAccountId, profile as OidcProfile);
        if ('code' in answer) return `/sign-in?error=${answer.code}`;
        Object.assign(user, answer);
        forgetEarlier(await cookies(), user.id);
        return true;
      },
      jwt({ token, user }) {
        if (!user) return token;
        const { id, name, email, sid } = user as SignedIn;
        return { sub: id, name, email, sid };
      },
      session({ session, token }) {
        return { expires: session.expires, user: { id: token.sub, name: token.name, email: token.email } };
      },
      redirect({ url, baseUrl }) {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return baseUrl + nextAddress(path);
      },
    },
  };
}

const credentials = CredentialsProvider({
  credentials: { email: {}, password: {}, code: {} },
  async authorize(given, request) {
    const jar = await cookies();
    const device = deviceIn(jar);
    const { email = '', password = '', code } = given ?? {};
    const body = { email, password, ...(code && { code }), ...(device && { device }) };
    const answer = await startSession((as) => signIn({ ...as, body }), forwardedIn(request));
    // next-auth passes the message to the page as `error`.
    if ('code' in answer) throw new Error(refusalCode(answer));
    const { device: known, ...person } = answer;
    if (known) keepDevice(jar, known);
    forgetEarlier(jar, person.id);
    return person;
  },
});

/** `response`: what the browser answered for a passkey, as JSON. */
const passkey = CredentialsProvider({
  id: 'passkey',
  credentials: { response: {} },
  async authorize(given, request) {
    const body = { response: parsed(given?.response) } as NewPasskeySession;
    const answer = await startSession((as) => signInWithPasskey({ ...as, body }), forwardedIn(request));
    if ('code' in answer) throw new Error(refusalCode(answer));
    forgetEarlier(await cookies(), answer.id);
    return answer;
  },
});

function forwardedIn({ headers }: { headers?: Record<string, unknown> | undefined }): string | undefined {
  return headers?.['x-forwarded-for'] as string | undefined;
}

/** Null for text that is not JSON: the API refuses that like any other wrong answer. */
function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}

/**
 * Removes the cookie of a sign-out without a connection. If another person signs in, also removes the cookie that names the owner
 * of the kept boards, so that no page shows them. Not with `delete`: without `Secure`, browsers do not remove a `__Host-` cookie.
 */
function forgetEarlier(jar: Awaited<ReturnType<typeof cookies>>, person: string): void {
  const gone = { path: '/', secure: isSecure(), sameSite: 'lax', maxAge: 0 } as const;
  jar.set(signedOutCookie(isSecure()), '', gone);
  if (readKept(jar.get(keptCookie)?.value)?.person !== person) jar.set(keptCookie, '', gone);
}

/** The code for the page, with the seconds to wait if there are any: `rate-limited:30`. */
function refusalCode(problem: Problem): string {
  return 'retryAfterSeconds' in problem ? `${problem.code}:${problem.retryAfterSeconds}` : problem.code;
}

type OidcProfile = Profile & { email_verified?: boolean | string; preferred_username?: string };

function openId() {
  const { OIDC_ISSUER = '', OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  return {
    id: 'oidc',
    name: OIDC_NAME ?? 'OpenID Connect',
    type: 'oauth' as const,
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID as string,
    clientSecret: OIDC_CLIENT_SECRET as string,
    authorization: { params: { scope: 'openid email profile' } },
    checks: ['pkce' as const, 'state' as const, 'nonce' as const],
    idToken: true,
    profile: (profile: OidcProfile): User => ({ id: profile.sub as string }),
  };
}

/** Starts a session for the person that the OpenID provider signed in. */
function exchangeProfile(subject: string, profile: OidcProfile) {
  const email = profile.email ?? '';
  return mintExchangeToken({
    iss_oidc: env().OIDC_ISSUER as string,
    sub_oidc: subject,
    email,
    emailVerified: profile.email_verified === true || profile.email_verified === 'true',
    name: profile.name ?? profile.preferred_username ?? email,
  }).then((token) => startSession((as) => signInWithProvider({ ...as, body: { token } })));
}

type As = { client: Client; headers: Record<string, string> };
type Started = { data?: ApiSession; error?: Problem };

/** Starts a session at the API by `call`, in the name of the browser. */
async function startSession(
  call: (as: As) => Promise<Started>,
  forwardedFor?: string,
): Promise<(SignedIn & Pick<ApiSession, 'device'>) | Problem> {
  // The list of the person's sessions names the browser.
  const userAgent = (await headersOf()).get('user-agent');
  const headers = { ...(userAgent && { 'user-agent': userAgent }), ...clientHeaders(forwardedFor) };
  try {
    const { data, error } = await call({ client: weir(), headers });
    if (!data) return error as Problem;
    const { accessToken, user, device } = data;
    return { ...user, sid: sessionIdOf(accessToken), device };
  } catch (failure) {
    if (failure instanceof Unreachable) return unreachable(null).json() as Promise<Problem>;
    throw failure;
  }
}
