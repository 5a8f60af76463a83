/**
 * What a simulation only estimates, computed exactly: the distribution of the cards delivered after each day, by convolution
 * of the empirical distribution of a day with itself.
 */
export class ExactForecast {
  /** How many days of the history delivered each number of cards. */
  private readonly perDay: readonly (readonly [cards: number, share: number])[];

  constructor(daily: readonly number[]) {
    const sizes = [...new Set(daily)];
    this.perDay = sizes.map((cards) => [cards, daily.filter((each) => each === cards).length / daily.length]);
  }

  /** The probability that `items` cards are delivered after each of `days` days; the first is that after none. */
  odds(items: number, days: number): number[] {
    let left = [1, ...Array<number>(items - 1).fill(0)];
    const odds = [0];
    for (let day = 1; day <= days; day += 1) {
      left = this.convolved(left, items);
      odds.push(1 - left.reduce((sum, part) => sum + part, 0));
    }
    return odds;
  }

  /** The most cards that are delivered within `days` with this probability. */
  count(days: number, share: number): number {
    const most = days * Math.max(...this.perDay.map(([cards]) => cards));
    let totals = [1, ...Array<number>(most).fill(0)];
    for (let day = 1; day <= days; day += 1) totals = this.convolved(totals, most + 1);
    let there = 0;
    for (let total = most; total > 0; total -= 1) {
      there += totals[total] as number;
      if (there >= share - 1e-12) return total;
    }
    return 0;
  }

  /** The distribution after one more day, of totals below `end`. */
  private convolved(totals: readonly number[], end: number): number[] {
    const after = Array<number>(end).fill(0);
    for (const [cards, share] of this.perDay) {
      for (let total = cards; total < end; total += 1)
        after[total] = (after[total] as number) + share * (totals[total - cards] as number);
    }
    return after;
  }
}
