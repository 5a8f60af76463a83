/** Draws from a row of numbers, one after the other; all zeros is the first of everything, so programs shrink towards it. */
export class Choices {
  private next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** One of several; undefined where there is none. */
  of<T>(several: readonly T[]): T | undefined {
    const drawn = this.draw();
    return several.length === 0 ? undefined : several[drawn % several.length];
  }

  /** One of a list that is never empty. */
  from<const T>(...several: [T, ...T[]]): T {
    return several[this.draw() % several.length] as T;
  }

  upTo(most: number): number {
    return this.draw() % (most + 1);
  }

  /** True so many times of a hundred. */
  often(percent: number): boolean {
    return this.draw() % 100 >= 100 - percent;
  }

  /** A few of several, in their order. */
  some<T>(several: readonly T[], most: number): T[] {
    const wanted = this.upTo(most);
    const from = this.draw();
    return several.filter((_, at) => (at + from) % several.length < wanted);
  }

  private draw(): number {
    const drawn = this.numbers[this.next % this.numbers.length] ?? 0;
    this.next += 1;
    // Past the end the row is gone through again, turned, so that what is drawn late is not a copy.
    return drawn + 7 * Math.floor(this.next / this.numbers.length) * drawn;
  }
}
