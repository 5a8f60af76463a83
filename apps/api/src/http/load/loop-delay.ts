/** Measures how late timers are because the event loop is busy, in milliseconds. Smoothed over ten readings. */
export class LoopDelay {
  private due: number | null = null;
  private late = 0;

  /** `every`: the milliseconds of the timer that reads it. */
  constructor(private readonly every: number) {}

  read(now: number): number {
    const late = this.due === null ? 0 : Math.max(0, now - this.due);
    this.due = now + this.every;
    this.late += (late - this.late) / 10;
    return this.late;
  }
}
