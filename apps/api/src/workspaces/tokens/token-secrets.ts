import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../env.js';
import { hashOfToken, tokenText } from '../../http/access/token-text.js';

/**
 * The secret of a token is derived from its id, which is never shown, and from the server’s secret. So a replayed answer can
 * contain the token again, although only its hash is stored.
 */
@Injectable()
export class TokenSecrets {
  constructor(@Inject(ENV) private readonly env: Env) {}

  textOf(secretId: string): string {
    return tokenText(
      createHmac('sha256', this.env.WEIR_TOKEN_SECRET).update(`api token:${secretId}`).digest(),
    );
  }

  hashOf(secretId: string): Buffer {
    return hashOfToken(this.textOf(secretId));
  }
}
