import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random values that are the same for the same seed. */
export class Random {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return uniformInt(this.generator, low, high);
  }

  chance(probability: number): boolean {
    return uniformFloat64(this.generator) < probability;
  }

  pick<T>(from: readonly T[]): T {
    const one = from[this.whole(0, from.length - 1)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }

  /** A log-normal value, like working times: half are below `median` and few far above. Uses the Box-Muller method. */
  around(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(this.generator)));
    const normal = radius * Math.cos(2 * Math.PI * uniformFloat64(this.generator));
    return median * Math.exp(spread * normal);
  }

  /** A UUIDv7 of that time. */
  uuid(at: Date): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    const [a, b, c, d] = [this.hex(3), this.whole(8, 11).toString(16), this.hex(3), this.hex(12)];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${b}${c}-${d}`;
  }

  private hex(digits: number): string {
    return Array.from({ length: digits }, () => this.whole(0, 15).toString(16)).join('');
  }
}
