/** Lets each caller do a few things at a time. Their others wait, in order, and nobody else’s wait for them. */
export class Turns {
  private readonly callers = new Map<string, { running: number; waiting: (() => void)[] }>();

  constructor(private readonly atOnce: number) {}

  /** Whether the caller would have to wait. */
  areTaken(caller: string): boolean {
    return (this.callers.get(caller)?.running ?? 0) >= this.atOnce;
  }

  /** Resolves when it is the caller’s turn, at once if fewer than so many run. Call the result when it is over, once. */
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
