import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import PQueue from 'p-queue';
import { FairShares } from '../../http/load/fair-shares.js';
import { networkOf } from '../../http/network.js';
import { type Result, refuse, retryAfter } from '../../result.js';

/** Argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Places of all calls, of those of known devices besides, and of one account's among these. */
const most = { calls: 100, known: 20, ofAccount: 2 };

/** What a call that has a place can do with a password. */
export type Hashing = {
  hash(password: string): Promise<string>;
  /** Takes as long without an account or a password as with a wrong password. */
  verify(hashed: string | null | undefined, password: string): Promise<boolean>;
};

/** Where a call comes from. `knownTo`: the account to which its device is known, if it is the one it signs in to. */
export type From = { ip: string; knownTo?: string | undefined };

/**
 * Hashes outside the event loop, few at a time, so that many sign-ins at once do not slow other calls. A hundred calls
 * have a place here, and one network has a third of them at most. Two of them are hashed at a time, a network's first
 * call before another's second. So a network that floods it waits for its own calls.
 *
 * Many networks together can still take all places. So devices that have signed in to the account before have places of
 * their own, two for an account, and a turn of their own: one at a time, beside the other two. Neither waits for the
 * other, so a person on their own device gets in, and many accounts of one attacker keep nobody else out.
 */
@Injectable()
export class Passwords {
  private readonly places = new FairShares(most.calls);
  private readonly queue = new PQueue({ concurrency: 2 });
  private readonly knownPlaces = new FairShares(most.known, most.ofAccount);
  private readonly knownQueue = new PQueue({ concurrency: 1 });
  private readonly unusable = hash('nobody has this password', parameters);

  /** Takes a place for `work`, or refuses before anything is counted. The only way to hash. */
  async inTurn<T>({ ip, knownTo }: From, work: (hashing: Hashing) => Promise<Result<T>>): Promise<Result<T>> {
    const network = networkOf(ip);
    if (knownTo !== undefined && !this.knownPlaces.refusal({ caller: knownTo, network })) {
      const giveBack = this.knownPlaces.take({ caller: knownTo, network });
      return work(this.hashingIn(this.knownQueue, 0)).finally(giveBack);
    }
    const refusal = this.places.refusal({ network });
    if (refusal === 'full') return refuse('overloaded', retryAfter.full);
    if (refusal === 'share') return refuse('rate-limited', retryAfter.full, { key: 'signInsAtOnce' });
    const ahead = this.places.takenBy(network);
    const giveBack = this.places.take({ network });
    return work(this.hashingIn(this.queue, -ahead)).finally(giveBack);
  }

  private hashingIn(queue: PQueue, priority: number): Hashing {
    const add = <T>(work: () => Promise<T>) => queue.add(work, { priority });
    return {
      hash: (password) => add(() => hash(composed(password), parameters)),
      verify: (hashed, password) =>
        add(async () => {
          const known = hashed ?? (await this.unusable);
          const matches = await verify(known, composed(password));
          // Older hashes are of the password as it was typed.
          const isOld = !matches && composed(password) !== password && (await verify(known, password));
          return (matches || isOld) && hashed != null;
        }),
    };
  }
}

/** One form for a text that devices write in several: an accent as a part of its letter (NFC; NIST SP 800-63B, 3.1.1.2). */
function composed(password: string): string {
  return password.normalize('NFC');
}
