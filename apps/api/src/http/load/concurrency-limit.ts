/** How calls use a limit. `isShort`: a call has found no slot since the last time. */
export type Use = { running: number; isShort: boolean };

/** How many calls run at a time. */
export interface ConcurrencyLimit {
  readonly value: number;
  /** Adjusts the limit. Call it at even intervals. `delay`: the milliseconds that a call waits inside the server now. */
  adjust(delay: number, use: Use): void;
}

/** The milliseconds of waiting inside the server that keep it busy without a noticeable delay. */
const target = 0.5;
const first = 32;

/**
 * Follows the gradient of the delay, as Netflix’s concurrency-limits follows the gradient of the latency: it multiplies the limit by the
 * ratio of the target to the measured delay, and adds half of its square root as room to grow.
 */
export class GradientLimit implements ConcurrencyLimit {
  private limit: number;

  /** It never falls below `least`, and never rises above `most`. */
  constructor(
    private readonly least: number,
    private readonly most: number,
  ) {
    this.limit = this.bounded(first);
  }

  get value(): number {
    return Math.round(this.limit);
  }

  adjust(delay: number, { running, isShort }: Use): void {
    const gradient = Math.max(0.5, Math.min(1, target / delay));
    const next = this.limit * gradient + Math.sqrt(this.limit) / 2;
    const isUsed = running >= this.limit / 2;
    // It grows only if a call needs a slot, and shrinks only if calls use the slots: other work can cause a delay too.
    if (isShort || (isUsed && next < this.limit)) this.limit = this.bounded(0.8 * this.limit + 0.2 * next);
  }

  private bounded(limit: number): number {
    return Math.min(this.most, Math.max(this.least, limit));
  }
}
