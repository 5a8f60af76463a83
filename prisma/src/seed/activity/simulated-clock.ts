import type { Random } from '../random.js';

/** The clock of the simulation. Every time it gives is after the one before. */
export class SimulatedClock {
  private last: number;

  constructor(
    start: Date,
    private readonly random: Random,
  ) {
    this.last = start.getTime();
  }

  /** The next time, some seconds later and not before `earliest`. */
  next(earliest = new Date(0)): Date {
    this.last = Math.max(this.last + this.random.whole(9_000, 48_000), earliest.getTime());
    return new Date(this.last);
  }

  /** Advances the clock to `at`. */
  advanceTo(at: Date): void {
    this.last = Math.max(this.last, at.getTime());
  }
}
