/** Measures how long queries wait for a connection of the pool: the mean of about the last ten waits. */
export class ConnectionWaits {
  /** The beginnings of the current waits, the oldest first. */
  private readonly open = new Set<{ since: number }>();
  private mean = 0;
  private readAt = 0;

  /** Begins a wait. Call the result when the wait ends, with or without a connection. `now` is in milliseconds. */
  begin(now: number): (now: number) => void {
    const wait = { since: now };
    this.open.add(wait);
    return (end) => {
      this.open.delete(wait);
      this.mean += (end - now - this.mean) / 10;
    };
  }

  /** In milliseconds. At least as long as the oldest current wait, because the pool may be stuck. */
  read(now: number): number {
    const [oldest] = this.open;
    // Without a current wait, the mean decays.
    if (!oldest) this.mean *= Math.exp((this.readAt - now) / 100);
    this.readAt = now;
    return oldest ? Math.max(this.mean, now - oldest.since) : this.mean;
  }
}
