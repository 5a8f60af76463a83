import { type ClassOfService, classesOfService } from '../../vocabulary/vocabulary.js';
import { drawnFor, randomAt } from './random.js';
import { rankOf } from './rule-book.js';
import type { CardNeeds } from './work-sample.js';

/** The cards that are not committed yet, by class, the oldest first. Those that want `straight` into flight are apart. */
export class CardQueue {
  readonly queued: CardNeeds[][] = classesOfService.map(() => []);
  readonly straight: CardNeeds[][] = classesOfService.map(() => []);
  private readonly byClass: ReadonlyMap<ClassOfService, CardNeeds[]>;
  private filled = 0;

  constructor(
    private readonly needs: readonly CardNeeds[],
    private readonly random: { seed: number; run: number },
  ) {
    this.byClass = Map.groupBy(needs, ({ classOfService }) => classOfService);
  }

  get length(): number {
    return this.queued.reduce((sum, { length }) => sum + length, 0);
  }

  /** A card of this class, drawn for the arrival at this position. */
  add(classOfService: ClassOfService, at: number, isStraight: boolean): void {
    const fitting = this.byClass.get(classOfService) ?? this.needs;
    const needs = { ...(fitting[this.drawn(at, fitting.length)] as CardNeeds), classOfService };
    (isStraight ? this.straight : this.queued)[rankOf(classOfService)]!.push(needs);
  }

  /** From now on so many cards are queued: the youngest of the last class leave, or others join. */
  fill(cards: number): void {
    let surplus = this.length - cards;
    for (const queue of this.queued.toReversed()) {
      while (surplus > 0 && queue.length > 0) {
        queue.pop();
        surplus -= 1;
      }
    }
    for (; surplus < 0; surplus += 1) {
      this.filled -= 1;
      const { classOfService } = this.needs[this.drawn(this.filled, this.needs.length)] as CardNeeds;
      this.add(classOfService, this.filled, false);
    }
  }

  private drawn(at: number, among: number): number {
    const { seed, run } = this.random;
    return Math.floor(randomAt(seed, run, drawnFor.sample, at) * among);
  }
}
