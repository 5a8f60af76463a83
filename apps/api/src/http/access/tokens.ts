import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Env } from '../../env.js';
import type { TokenBearer } from './caller.js';

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() });
const OidcClaims = z.object({
  iss_oidc: z.string().min(1).max(500),
  sub_oidc: z.string().min(1).max(255),
  email: z.string(),
  emailVerified: z.boolean(),
  name: z.string(),
});
export type OidcClaims = z.infer<typeof OidcClaims>;

/** JWTs signed with HS256: a session's own, the web's of a minute, and the web's for an OIDC exchange. */
export class Tokens {
  private readonly secret: Uint8Array;
  private readonly known = new LRUCache<string, { bearer: TokenBearer; until: number }>({ max: 10_000 });

  constructor(
    env: Pick<Env, 'WEIR_TOKEN_SECRET'>,
    private readonly clock: Clock,
  ) {
    this.secret = new TextEncoder().encode(env.WEIR_TOKEN_SECRET);
  }

  async ofSession({ sessionId, userId }: TokenBearer, expiresAt: Date): Promise<string> {
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setAudience('weir-api')
      .setIssuedAt(this.clock.now())
      .setExpirationTime(expiresAt)
      .sign(this.secret);
  }

  /**
   * Null for a token that is not ours, not for the API, or expired. A signature is checked once for each token; the
   * session is checked by the database on every call.
   */
  async bearerOf(token: string): Promise<TokenBearer | null> {
    const known = this.known.get(token);
    if (known) return known.until > this.clock.now().getTime() ? known.bearer : null;
    const claims = Claims.safeParse(await this.verified(token, 'weir-api'));
    if (!claims.success) return null;
    const bearer = { sessionId: claims.data.sid, userId: claims.data.sub };
    this.known.set(token, { bearer, until: claims.data.exp * 1000 });
    return bearer;
  }

  /** The claims that the web's server signs after an OIDC sign-in. */
  async oidcClaimsOf(token: string): Promise<OidcClaims | null> {
    const claims = OidcClaims.safeParse(await this.verified(token, 'weir-exchange'));
    return claims.success ? claims.data : null;
  }

  private async verified(token: string, audience: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, this.secret, {
        algorithms: ['HS256'],
        audience,
        requiredClaims: ['exp'],
        currentDate: this.clock.now(),
      });
      return payload;
    } catch {
      return null;
    }
  }
}
