/** How long queries wait for a connection of the pool: the mean of about the last ten that got one. */
export class ConnectionWaits {
  /** The beginnings of the waits that go on, the oldest first. */
  private readonly open = new Set<{ since: number }>();
  private mean = 0;
  private readAt = 0;

  /** Begins a wait. The result is to be called when it is over, however it ended. `now` is in milliseconds. */
  begin(now: number): (now: number) => void {
    const wait = { since: now };
    this.open.add(wait);
    return (end) => {
      this.open.delete(wait);
      this.mean += (end - now - this.mean) / 10;
    };
  }

  /** In milliseconds. At least as long as the oldest wait that goes on, because nobody may get a connection any more. */
  read(now: number): number {
    const [oldest] = this.open;
    // If nobody asks for a connection, nobody waits.
    if (!oldest) this.mean *= Math.exp((this.readAt - now) / 100);
    this.readAt = now;
    return oldest ? Math.max(this.mean, now - oldest.since) : this.mean;
  }
}
