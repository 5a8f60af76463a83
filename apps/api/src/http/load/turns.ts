/** Limits how many calls of each caller run at a time. Other calls of the same caller wait, in order. */
export class Turns {
  private readonly callers = new Map<string, { running: number; waiting: (() => void)[] }>();

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting = Number.POSITIVE_INFINITY,
  ) {}

  /** Whether one more call of the caller can run now, or wait for its turn if `mayWait`. */
  hasPlace(caller: string, { mayWait }: { mayWait: boolean }): boolean {
    const own = this.callers.get(caller);
    if (!own || own.running < this.atOnce) return true;
    return mayWait && own.waiting.length < this.mostWaiting;
  }

  /** Resolves when it is the caller’s turn, at once if fewer calls run. Call the result once, when the call ends. */
  async take(caller: string): Promise<() => void> {
    const own = this.callers.get(caller) ?? { running: 0, waiting: [] };
    this.callers.set(caller, own);
    if (own.running < this.atOnce) own.running += 1;
    else await new Promise<void>((resolve) => own.waiting.push(resolve));
    return () => {
      const next = own.waiting.shift();
      if (next) return next();
      own.running -= 1;
      if (own.running === 0) this.callers.delete(caller);
    };
  }
}
