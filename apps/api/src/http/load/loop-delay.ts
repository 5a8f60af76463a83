/** How late timers are, in milliseconds: what everything waits for while the event loop is busy. Smoothed over ten readings. */
export class LoopDelay {
  private due: number | null = null;
  private late = 0;

  /** `every`: the milliseconds between two readings, by a timer of as many. */
  constructor(private readonly every: number) {}

  read(now: number): number {
    const late = this.due === null ? 0 : Math.max(0, now - this.due);
    this.due = now + this.every;
    this.late += (late - this.late) / 10;
    return this.late;
  }
}
