import fc from 'fast-check';

/** Draws of one call or program, the same for the same seed. */
export class Draw {
  private readonly generate: fc.GeneratorValue;

  constructor(seed: number) {
    // Unbiased, because chances are drawn too. Edges are drawn where a value has some.
    [this.generate] = fc.sample(fc.gen(), { seed, numRuns: 1, unbiased: true }) as [fc.GeneratorValue];
  }

  of<T>(arbitrary: fc.Arbitrary<T>): T {
    return this.generate(() => arbitrary);
  }

  /** A whole number from `min` to `max`. */
  from(min: number, max: number): number {
    return this.of(fc.integer({ min, max }));
  }

  /** True in this percentage of draws. */
  isIn(percent: number): boolean {
    return this.from(1, 100) <= percent;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('there is nothing to pick from');
    return items[this.from(0, items.length - 1)] as T;
  }

  /** One of the items, each as often as its weight. */
  weighed<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let left = this.from(
      1,
      items.reduce((sum, [weight]) => sum + weight, 0),
    );
    for (const [weight, item] of items) {
      left -= weight;
      if (left <= 0) return item;
    }
    throw new Error('the weights are not whole numbers');
  }
}
