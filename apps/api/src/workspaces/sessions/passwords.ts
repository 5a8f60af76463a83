import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import PQueue from 'p-queue';
import { FairShares } from '../../http/fair-shares.js';
import { networkOf } from '../../http/network.js';
import { type Result, refuse, retryAfter } from '../../result.js';

/** Argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnce = 2;
const mostCalls = 100;

/** What a call that has a place can do with a password. */
export type Hashing = {
  hash(password: string): Promise<string>;
  /** Takes as long without an account or a password as with a wrong password. */
  verify(hashed: string | null | undefined, password: string): Promise<boolean>;
};

/**
 * Hashes outside the event loop, two at a time, so that many sign-ins at once do not slow other calls. A hundred calls
 * have a place here, and one network has a third of them at most. A network's first call is hashed before another's
 * second. So whoever floods it waits for themselves.
 */
@Injectable()
export class Passwords {
  private readonly places = new FairShares(mostCalls);
  private readonly queue = new PQueue({ concurrency: atOnce });
  private readonly unusable = hash('nobody has this password', parameters);

  /** Takes a place for `work`, or refuses before anything is read or counted. The only way to hash. */
  async inTurn<T>(ip: string, work: (hashing: Hashing) => Promise<Result<T>>): Promise<Result<T>> {
    const network = networkOf(ip);
    const refusal = this.places.refusal({ network });
    if (refusal === 'full') return refuse('overloaded', retryAfter.full);
    if (refusal === 'share') return refuse('rate-limited', retryAfter.full, { key: 'signInsAtOnce' });
    const ahead = this.places.takenBy(network);
    const giveBack = this.places.take({ network });
    try {
      return await work(this.hashingAfter(ahead));
    } finally {
      giveBack();
    }
  }

  private hashingAfter(ahead: number): Hashing {
    const add = <T>(work: () => Promise<T>) => this.queue.add(work, { priority: -ahead });
    return {
      hash: (password) => add(() => hash(password, parameters)),
      verify: (hashed, password) =>
        add(async () => {
          const matches = await verify(hashed ?? (await this.unusable), password);
          return matches && hashed != null;
        }),
    };
  }
}
