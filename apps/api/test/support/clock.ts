import type { Clock } from '../../src/clock.js';

/** A clock that a test can move forward. */
export class MovableClock implements Clock {
  private ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  reset(): void {
    this.ahead = 0;
  }

  pass({ hours = 0, days = 0 }: { hours?: number; days?: number }): void {
    this.ahead += (hours + days * 24) * 60 * 60 * 1000;
  }
}
