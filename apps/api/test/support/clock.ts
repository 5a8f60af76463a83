import { Clock } from '../../src/clock.js';

/** A clock that a test can move forward. */
export class MovableClock extends Clock {
  private ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  reset(): void {
    this.ahead = 0;
  }

  pass({ hours = 0, days = 0 }: { hours?: number; days?: number }): void {
    this.ahead += (hours + days * 24) * 60 * 60 * 1000;
  }
}
