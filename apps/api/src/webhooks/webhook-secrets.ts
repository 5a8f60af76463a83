import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../env.js';

/**
 * The secret of a webhook is derived from the id of its row, which is never shown, and from the server’s secret. So it is stored
 * nowhere, and a replayed answer can contain it again. After a change of the server’s secret each webhook has another one.
 */
@Injectable()
export class WebhookSecrets {
  constructor(@Inject(ENV) private readonly env: Env) {}

  textOf(secretId: string): string {
    const key = createHmac('sha256', this.env.WEIR_TOKEN_SECRET)
      .update(`webhook secret:${secretId}`)
      .digest();
    return `whsec_${key.toString('base64')}`;
  }
}
