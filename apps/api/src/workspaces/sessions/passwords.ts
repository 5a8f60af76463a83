import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { ok, type Result, refuse, retryAfter } from '../../result.js';

/** Argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const mostWaiting = 100;

/** Hashes outside the event loop, two at a time, so that many sign-ins at once do not slow other calls. */
@Injectable()
export class Passwords {
  private readonly limit = pLimit(2);
  private readonly unusable = hash('nobody has this password', parameters);

  hash(password: string): Promise<Result<string>> {
    return this.bounded(() => hash(password, parameters));
  }

  /** Takes as long without an account or a password as with a wrong password. */
  verify(hashed: string | null | undefined, password: string): Promise<Result<boolean>> {
    return this.bounded(async () => {
      const matches = await verify(hashed ?? (await this.unusable), password);
      return matches && hashed != null;
    });
  }

  private async bounded<T>(work: () => Promise<T>): Promise<Result<T>> {
    if (this.limit.pendingCount >= mostWaiting) return refuse('overloaded', retryAfter.full);
    return ok(await this.limit(work));
  }
}
