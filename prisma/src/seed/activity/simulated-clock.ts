import type { Random } from '../random.js';

/**
 * The clock of the simulation. Its own time runs through a whole last day. The times that it gives to the history are
 * mapped to before the hour of the seed, each not before the one before.
 */
export class SimulatedClock {
  private last: number;

  constructor(
    start: Date,
    private readonly random: Random,
    private readonly happenedAt: (at: Date) => Date = (at) => at,
  ) {
    this.last = start.getTime();
  }

  /** The simulation's own time, by which it decides. */
  get current(): Date {
    return new Date(this.last);
  }

  /** The simulation's own time as the history has it. */
  get now(): Date {
    return this.happenedAt(this.current);
  }

  /** The next time for the history, some seconds later and not before `earliest`, which is the simulation's own time. */
  next(earliest = new Date(0)): Date {
    this.last = Math.max(this.last + this.random.whole(9_000, 48_000), earliest.getTime());
    return this.happenedAt(this.current);
  }

  /** Advances the clock to `at`. */
  advanceTo(at: Date): void {
    this.last = Math.max(this.last, at.getTime());
  }
}
