import { setTimeout as sleep } from 'node:timers/promises';

/** However often it is woken, it comes round no sooner than this, in milliseconds. */
const restAtLeast = 10;

/** The beat of a loop: every so many milliseconds, and soon after it was woken. */
export class Pulse {
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
