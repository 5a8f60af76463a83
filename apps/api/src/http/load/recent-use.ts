/** After so many milliseconds what was used counts half. */
const halfLife = 1000;
/** So many times the mean is too much. */
const tooMuch = 2;

/** Who has used how much lately. What was used counts less and less. */
export class RecentUse {
  private readonly callers = new Map<string, Decaying>();
  private readonly all = new Decaying();

  add(caller: string, used: number, now: number): void {
    const own = this.callers.get(caller) ?? new Decaying();
    this.callers.set(caller, own);
    own.add(used, now);
    this.all.add(used, now);
  }

  /** Whether the caller has used more than twice the mean of all who used anything. One of two never has. */
  isGreedy(caller: string, now: number): boolean {
    const own = this.callers.get(caller);
    return own !== undefined && own.at(now) * this.callers.size > tooMuch * this.all.at(now);
  }

  /** Forgets who has used next to nothing lately. To be called now and then. */
  forget(now: number): void {
    for (const [caller, own] of this.callers) if (own.at(now) < 1) this.callers.delete(caller);
  }
}

class Decaying {
  private value = 0;
  private since = 0;

  at(now: number): number {
    return this.value * 2 ** ((this.since - now) / halfLife);
  }

  add(value: number, now: number): void {
    this.value = this.at(now) + value;
    this.since = now;
  }
}
