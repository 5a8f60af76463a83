/** Milliseconds after which use counts half. */
const halfLife = 1000;
/** A caller is greedy above this multiple of the mean. */
const tooMuch = 2;

/** The recent use of each caller. Older use counts less. */
export class RecentUse {
  private readonly callers = new Map<string, Decaying>();
  private readonly all = new Decaying();

  add(caller: string, used: number, now: number): void {
    const own = this.callers.get(caller) ?? new Decaying();
    this.callers.set(caller, own);
    own.add(used, now);
    this.all.add(used, now);
  }

  /** Whether the caller has used more than twice the mean of all callers with recent use. With two callers, none is greedy. */
  isGreedy(caller: string, now: number): boolean {
    const own = this.callers.get(caller);
    return own !== undefined && own.at(now) * this.callers.size > tooMuch * this.all.at(now);
  }

  /** Forgets callers with very little recent use. Call it regularly. */
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
