import { decodeJwt, SignJWT } from 'jose';
import { env } from '@/lib/env';

/** Mints the token by which the API trusts this server. It is valid for a minute and bound to a session of the API. */
export function mintToken(who: { userId: string; sessionId: string }): Promise<string> {
  return signed({ sid: who.sessionId }, 'weir-api', who.userId);
}

/** A person as an OpenID provider describes them. The API trusts this server for it. */
export type OidcPerson = {
  iss_oidc: string;
  sub_oidc: string;
  email: string;
  emailVerified: boolean;
  name: string;
};

export function mintExchangeToken(person: OidcPerson): Promise<string> {
  return signed(person, 'weir-exchange');
}

/** Reads the session's id from a session token of the API. */
export function sessionIdOf(accessToken: string): string {
  const { sid } = decodeJwt(accessToken);
  if (typeof sid !== 'string') throw new Error('The API gave a session token without a session id');
  return sid;
}

function signed(claims: Record<string, unknown>, audience: string, subject?: string): Promise<string> {
  const jwt = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('60s');
  if (subject) jwt.setSubject(subject);
  return jwt.sign(new TextEncoder().encode(env().WEIR_TOKEN_SECRET));
}
