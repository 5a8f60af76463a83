import { CallerConnections, type Outcome } from './caller-connections.js';
import type { LoadWorld } from './load-world.js';
import type { MixedCall } from './mix.js';

/** The most connections of a good caller, a few more than a browser has, and of the abusive caller. */
const most = { good: 8, abusive: 400 };

/** Sends each call with the token and from the address of its caller. */
export class Senders {
  private readonly good: CallerConnections[];
  private readonly abusive: CallerConnections;
  private readonly sweeping: NodeJS.Timeout;

  constructor(private readonly world: LoadWorld) {
    const { origin, good, abusive } = world;
    this.good = good.map(({ address }) => new CallerConnections(origin, address, most.good));
    this.abusive = new CallerConnections(origin, abusive.address, most.abusive);
    this.sweeping = setInterval(() => {
      const now = performance.now();
      for (const each of this.all()) each.sweep(now);
    }, 20);
  }

  /** `at`: the scheduled time of the call, by `performance.now()`. */
  send(call: MixedCall, at: number, done: (outcome: Outcome) => void): void {
    const { good, abusive } = this.world;
    if (call.caller === null) this.abusive.send(call, abusive.token, at, done);
    else this.good[call.caller]!.send(call, good[call.caller]!.token, at, done);
  }

  async close(): Promise<void> {
    clearInterval(this.sweeping);
    await Promise.all(this.all().map((each) => each.close()));
  }

  private all(): CallerConnections[] {
    return [...this.good, this.abusive];
  }
}
