import { growingCache } from '../../growing-cache.js';

const aMinute = 60_000;
/** Beyond so many keys the one that was used longest ago is forgotten, which counts as a full bucket. */
const most = 50_000;

/**
 * A token bucket for each key: so many points a minute, and what is not used is saved for up to a minute. It keeps one
 * number per key, the time at which the bucket is full again (the generic cell rate algorithm). A library that counts in
 * fixed windows would let twice as much through around the end of a window, and make a caller wait for its end.
 */
export class Rate {
  private readonly fullAt = growingCache<number>(most);
  private readonly perPoint: number;

  constructor(private readonly perMinute: number) {
    this.perPoint = aMinute / perMinute;
  }

  /** Takes points. Returns 0, or in how many seconds there are enough, and then takes none. */
  take(key: string, points: number, now: number): number {
    const cost = Math.min(points, this.perMinute) * this.perPoint;
    const fullAt = Math.max(this.fullAt.get(key) ?? now, now) + cost;
    const wait = fullAt - now - aMinute;
    // The last bit of a sum of fractions must not cost anybody a second.
    if (wait > 0.001) return Math.ceil(wait / 1000);
    this.fullAt.set(key, fullAt);
    return 0;
  }

  giveBack(key: string, points: number): void {
    const fullAt = this.fullAt.get(key);
    if (fullAt !== undefined) this.fullAt.set(key, fullAt - Math.min(points, this.perMinute) * this.perPoint);
  }
}
