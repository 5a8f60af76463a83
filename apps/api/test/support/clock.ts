import type { Clock } from '../../src/clock.js';

/** A clock that a test can move forward. */
export class MovableClock implements Clock {
  private ahead = 0;
  private stoppedAt: number | null = null;

  now(): Date {
    return new Date((this.stoppedAt ?? Date.now()) + this.ahead);
  }

  reset(): void {
    this.ahead = 0;
    this.stoppedAt = null;
  }

  /** From now on it moves only when a test moves it. */
  stop(): void {
    this.stoppedAt = Date.now();
  }

  pass({ minutes = 0, hours = 0, days = 0 }: { minutes?: number; hours?: number; days?: number }): void {
    this.ahead += (minutes + (hours + days * 24) * 60) * 60 * 1000;
  }
}
