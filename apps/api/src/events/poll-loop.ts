import { setTimeout as sleep } from 'node:timers/promises';

/** The minimum time between two rounds in milliseconds, however often the loop is woken. */
const restAtLeast = 10;

/** A polling loop: a round at the given interval, in milliseconds, and soon after a wake-up. */
export class PollLoop {
  private woken = false;
  private wakeUp: () => void = () => {};

  constructor(private readonly every: number) {}

  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  async next(): Promise<void> {
    if (!this.woken) await this.woke();
    this.woken = false;
    await sleep(restAtLeast);
  }

  private woke(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.every);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
