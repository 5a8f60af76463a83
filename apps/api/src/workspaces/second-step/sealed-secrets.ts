import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ENV, type Env } from '../../env.js';

const [ivLength, tagLength] = [12, 16];

/**
 * Encrypts the secrets of authenticator apps, so that a dump of the database does not give them away (AES-256-GCM). The key is
 * made from the server's token secret, and a secret is bound to its account. After a change of the token secret nothing can be
 * read: recovery codes still work, and an operator can turn two-factor sign-in off for a person.
 */
@Injectable()
export class SealedSecrets {
  private readonly log = new Logger('TwoFactor');
  private readonly key: Buffer;

  constructor(@Inject(ENV) env: Env) {
    this.key = Buffer.from(hkdfSync('sha256', env.WEIR_TOKEN_SECRET, '', 'weir totp secrets', 32));
  }

  /** The initialization vector, the tag and the encrypted secret, in this order. */
  seal(userId: string, secret: Uint8Array): Buffer {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(userId));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Null if it was encrypted with another key or for another account. */
  open(userId: string, sealed: Uint8Array): Uint8Array | null {
    const [iv, tag] = [sealed.subarray(0, ivLength), sealed.subarray(ivLength, ivLength + tagLength)];
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(userId)).setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]);
    } catch {
      this.log.error(`the authenticator secret of ${userId} can't be read: was WEIR_TOKEN_SECRET changed?`);
      return null;
    }
  }
}
