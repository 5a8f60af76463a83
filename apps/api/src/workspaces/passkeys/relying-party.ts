import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../env.js';

/** The site that passkeys belong to: the web app's address. A passkey of another site is refused, and so is one from another address. */
@Injectable()
export class RelyingParty {
  readonly id: string;
  readonly origin: string;
  readonly name = 'Weir';

  constructor(@Inject(ENV) env: Env) {
    const { hostname, origin } = new URL(env.WEIR_WEB_URL);
    this.id = hostname;
    this.origin = origin;
  }
}
