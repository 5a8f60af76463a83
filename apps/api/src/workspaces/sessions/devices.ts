import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';

/** A browser or a script, and the accounts that it has signed in to. */
export type Device = { id: string; accounts: readonly string[] };
type Account = { id: string; passwordHash: string | null };

const Claims = z.object({ sub: z.uuid(), accounts: z.array(z.string()) });
const audience = 'weir-device';
const mostAccounts = 8;
/** The longest that a browser keeps a cookie. */
const validFor = '400 days';

/**
 * Recognises a device that has signed in to an account before, by the signed value that it was given then (OWASP, "Slow
 * Down Online Guessing Attacks with Device Cookies"). The value gives no access: it only gives a device a count of wrong
 * passwords of its own. It names accounts by a signature of their password's hash, so a new password forgets all devices.
 */
@Injectable()
export class Devices {
  private readonly secret: Uint8Array;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly clock: Clock,
  ) {
    this.secret = new TextEncoder().encode(env.WEIR_TOKEN_SECRET);
  }

  /** A new device for a value that is missing, expired or not ours. */
  async read(value: string | undefined): Promise<Device> {
    const claims = Claims.safeParse(value && (await this.verified(value)));
    if (!claims.success) return { id: uuid(), accounts: [] };
    return { id: claims.data.sub, accounts: claims.data.accounts };
  }

  isKnown({ accounts }: Device, account: Account | null): boolean {
    return account !== null && accounts.includes(this.markOf(account));
  }

  /** The value for a device that has just signed in to an account. It also keeps the accounts before this one. */
  valueFor({ id, accounts }: Device, account: Account): Promise<string> {
    const mark = this.markOf(account);
    const others = accounts.filter((other) => other !== mark);
    return new SignJWT({ accounts: [mark, ...others].slice(0, mostAccounts) })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(id)
      .setAudience(audience)
      .setExpirationTime(validFor)
      .sign(this.secret);
  }

  private markOf({ id, passwordHash }: Account): string {
    const hmac = createHmac('sha256', this.env.WEIR_TOKEN_SECRET).update(`device:${id}:${passwordHash}`);
    return hmac.digest('base64url').slice(0, 22);
  }

  private async verified(value: string): Promise<unknown> {
    try {
      const checks = {
        algorithms: ['HS256'],
        audience,
        requiredClaims: ['exp'],
        currentDate: this.clock.now(),
      };
      return (await jwtVerify(value, this.secret, checks)).payload;
    } catch {
      return null;
    }
  }
}
