/** In milliseconds. A run ends before the next periodic one starts. */
const longestRun = 60_000;
const stopTimeout = 5_000;

/**
 * Rows that a change writes in its own transaction, for work that follows it: mails, notices for devices. Several instances
 * can deliver at once; each row is claimed by one of them.
 */
export abstract class Outbox {
  private readonly cutOff = new AbortController();
  private isStopping = false;
  private running: Promise<void> | undefined;

  /** Claims and delivers the next due rows. Returns false if there are none. Aborting `cutOff` ends the current attempt. */
  protected abstract deliverNext(cutOff: AbortSignal): Promise<boolean>;

  /** Delivers all due rows. A call during a run returns that run. */
  deliverDue(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Starts no other delivery, and aborts the current one if it takes too long. Another instance then repeats it. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const timer = setTimeout(() => this.cutOff.abort(), stopTimeout);
    await this.running?.catch(() => {});
    clearTimeout(timer);
  }

  private async run(): Promise<void> {
    const begun = performance.now();
    while (!this.isStopping && performance.now() - begun < longestRun)
      if (!(await this.deliverNext(this.cutOff.signal))) return;
  }
}
