/** Who takes a place: the caller, if anyone is named, and the network that the call comes from. */
export type Taker = { caller?: string; network: string };

/** `share`: this caller or network has its share; others still get places. `full`: nobody gets one. */
export type NoPlace = 'share' | 'full';

/**
 * Shares a number of places among callers and networks. A caller may have an eighth of the places that are free, and a
 * network half of them: alone, a caller can take a ninth of all places and a network a third, and the more takers there
 * are, the smaller is each share. So places are left for those who come later. This is the dynamic threshold scheme for
 * shared buffers (Choudhury and Hahne, 1998).
 */
export class FairShares {
  private readonly taken = new Map<string, number>();
  private total = 0;

  /** `ofCaller`: a caller never has more, however many are free. */
  constructor(
    private readonly max: number,
    private readonly ofCaller = Number.POSITIVE_INFINITY,
  ) {}

  get count(): number {
    return this.total;
  }

  /** Why there is no place for one more; null where there is one. It takes none. */
  refusal({ caller, network }: Taker): NoPlace | null {
    const free = this.max - this.total;
    if (free <= 0) return 'full';
    const hasShare = this.takenBy(network) >= free / 2;
    const hasOwn = caller !== undefined && this.of(`c ${caller}`) >= Math.min(free / 8, this.ofCaller);
    return hasShare || hasOwn ? 'share' : null;
  }

  /** Takes a place. The function that it returns gives the place back; a second call of it does nothing. */
  take({ caller, network }: Taker): () => void {
    const keys = [`n ${network}`, ...(caller === undefined ? [] : [`c ${caller}`])];
    let isTaken = true;
    this.total += 1;
    for (const key of keys) this.taken.set(key, this.of(key) + 1);
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.total -= 1;
      for (const key of keys) {
        const left = this.of(key) - 1;
        if (left > 0) this.taken.set(key, left);
        else this.taken.delete(key);
      }
    };
  }

  /** How many places the network has. */
  takenBy(network: string): number {
    return this.of(`n ${network}`);
  }

  private of(key: string): number {
    return this.taken.get(key) ?? 0;
  }
}
