import type { Session } from '@weir/contract';
import { SignJWT } from 'jose';
import type { Api } from '../api.js';

/** Signs in somebody that the web's server has signed in at an OpenID provider. */
export async function signInAtProvider(
  api: Api,
  { email, emailVerified = true }: { email: string; emailVerified?: boolean },
) {
  const claims = { iss_oidc: 'https://id.test', sub_oidc: email, email, emailVerified, name: 'Eve' };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('weir-exchange')
    .setExpirationTime(new Date(api.clock.now().getTime() + 60_000))
    .sign(new TextEncoder().encode(api.env.WEIR_TOKEN_SECRET));
  return api.nobody.post<Session>('/v1/sessions/oidc', { token });
}
