/** Draws choices from a row of numbers. All zeros draw the first of everything, so programs shrink towards that. */
export class Choices {
  private next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** One of several, or undefined if the list is empty. */
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

  /** True in that many of a hundred cases. */
  often(percent: number): boolean {
    return this.draw() % 100 >= 100 - percent;
  }

  /** Some of several, in their order. */
  some<T>(several: readonly T[], most: number): T[] {
    const wanted = this.upTo(most);
    const from = this.draw();
    return several.filter((_, at) => (at + from) % several.length < wanted);
  }

  private draw(): number {
    const drawn = this.numbers[this.next % this.numbers.length] ?? 0;
    this.next += 1;
    // After the end the row starts again, shifted, so that later draws differ.
    return drawn + 7 * Math.floor(this.next / this.numbers.length) * drawn;
  }
}
