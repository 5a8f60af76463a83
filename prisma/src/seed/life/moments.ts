import type { Random } from '../random.js';

/** The time of a simulation: every moment it gives is after the one before. */
export class Moments {
  private last: number;

  constructor(
    start: Date,
    private readonly random: Random,
  ) {
    this.last = start.getTime();
  }

  /** The next moment, some seconds on, and not before `earliest`. */
  next(earliest = new Date(0)): Date {
    this.last = Math.max(this.last + this.random.whole(9_000, 48_000), earliest.getTime());
    return new Date(this.last);
  }

  /** Lets the time go on to `at`. */
  reach(at: Date): void {
    this.last = Math.max(this.last, at.getTime());
  }
}
