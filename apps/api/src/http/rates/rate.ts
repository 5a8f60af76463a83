import { growingCache } from '../../growing-cache.js';

const aMinute = 60_000;
/** The most keys that are kept. Beyond it the one used longest ago is forgotten, which counts as a full bucket. */
const most = 50_000;

/**
 * A token bucket for each key, filled with points every minute. Unused points are saved for up to a minute. It keeps one
 * number per key, the time at which the bucket is full again (the generic cell rate algorithm). A library that counts in
 * fixed windows would let twice as much through around the end of a window, and make a caller wait for its end.
 */
export class Rate {
  private readonly fullAt = growingCache<number>(most);
  private readonly perPoint: number;

  constructor(readonly perMinute: number) {
    this.perPoint = aMinute / perMinute;
  }

  /** Takes points. Returns 0, or in how many seconds there are enough, and then takes none. */
  take(key: string, points: number, now: number): number {
    const wait = this.wait(key, points, now);
    if (wait === 0) this.spend(key, points, now);
    return wait;
  }

  /** In how many seconds there are enough points; 0 for now. */
  wait(key: string, points: number, now: number): number {
    const wait = this.spentUntil(key, now) + this.timeOf(points) - now - aMinute;
    // The last bit of a sum of fractions must not cost anybody a second.
    return wait > 0.001 ? Math.ceil(wait / 1000) : 0;
  }

  /** Takes points that are there: see `wait`. */
  spend(key: string, points: number, now: number): void {
    this.fullAt.set(key, this.spentUntil(key, now) + this.timeOf(points));
  }

  giveBack(key: string, points: number): void {
    const fullAt = this.fullAt.get(key);
    if (fullAt !== undefined) this.fullAt.set(key, fullAt - this.timeOf(points));
  }

  /** The whole points that are left, and in how many seconds there is one more; 0 for a full bucket. */
  left(key: string, now: number): { points: number; moreInSeconds: number } {
    const free = Math.max(0, now + aMinute - this.spentUntil(key, now));
    const points = Math.floor(free / this.perPoint + 1e-6);
    if (points >= this.perMinute) return { points: this.perMinute, moreInSeconds: 0 };
    return { points, moreInSeconds: Math.max(1, Math.ceil(((points + 1) * this.perPoint - free) / 1000)) };
  }

  private spentUntil(key: string, now: number): number {
    return Math.max(this.fullAt.get(key) ?? now, now);
  }

  /** A call that costs more than a full bucket takes a full one, so that no call is refused forever. */
  private timeOf(points: number): number {
    return Math.min(points, this.perMinute) * this.perPoint;
  }
}
