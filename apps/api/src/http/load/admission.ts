import { type CallClass, callClasses } from './call-classes.js';
import type { ConcurrencyLimit } from './concurrency-limit.js';
import { RecentUse } from './recent-use.js';

/** `board`: the board that a write changes. `isGone`: whether the caller has closed the connection. */
export type Call = { class: CallClass; caller: string; board?: string | undefined; isGone(): boolean };

/** The place of a call that runs. A second `end` does nothing. */
export type Slot = { end(): void; readonly hasEnded: boolean };

type Waiting = Call & { since: number; decide(isAdmitted: boolean): void };

/** The milliseconds between two calls of `adjust`. */
export const tick = 5;
/** The most milliseconds that a call waits for a slot. */
const patience = 100;
/** The most milliseconds of a call that count for its caller: a call that waits for a lock does not use the server. */
const mostOfCall = 100;
const secondly = 1000;

/**
 * The order in which waiting calls get slots. Greedy callers come last. `share`: a call of this rank may begin while less than this share
 * of the slots is taken. The other slots are for the ranks before it, so that their calls need not wait. The first rank may exceed the
 * limit. `hurried`: the most milliseconds that these calls wait in an overload; the newest one gets the slot, because the older ones are
 * late already. Null: they wait as long as always, and the oldest gets the slot.
 */
const ranks: readonly { of: CallClass; isGreedy: boolean; share: number; hurried: number | null }[] = [
  { of: 'criticalPlus', isGreedy: false, share: 1.5, hurried: null },
  { of: 'critical', isGreedy: false, share: 1, hurried: 40 },
  { of: 'criticalPlus', isGreedy: true, share: 1, hurried: null },
  { of: 'sheddablePlus', isGreedy: false, share: 0.8, hurried: 4 },
  { of: 'sheddable', isGreedy: false, share: 0.5, hurried: 4 },
  { of: 'critical', isGreedy: true, share: 0.5, hurried: 4 },
  { of: 'sheddablePlus', isGreedy: true, share: 0.5, hurried: 4 },
  { of: 'sheddable', isGreedy: true, share: 0.5, hurried: 4 },
];

/**
 * Decides which calls run. The limit is the number of calls that run at a time. Other calls wait a moment, the important ones first, and
 * are then refused. A caller who has recently used the slots much more than others comes last, and so is refused first. One caller has
 * at most half of the slots, and so have all writes of one board.
 */
export class Admission {
  /** The waiting calls by rank, in the order of arrival. */
  private readonly queues: Waiting[][] = ranks.map(() => []);
  /** How many calls of each caller, and of each board, have a slot. */
  private readonly taken = new Map<string, number>();
  private readonly use = new RecentUse();
  private readonly counts = { admitted: zeros(), refused: zeros() };
  private running = 0;
  private waiting = 0;
  private delay = 0;
  /** Whether a call has waited since the last `adjust`. */
  private isShort = false;
  /** The recent mean of `isShort`, 0 to 1. */
  private shortness = 0;
  private isOver = false;
  private forgotAt = 0;

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(
    private readonly limit: ConcurrencyLimit,
    private readonly now = () => performance.now(),
  ) {}

  get figures() {
    const { running, waiting, delay, counts } = this;
    return { limit: this.limit.value, running, waiting, delay, ...counts };
  }

  /**
   * Whether calls have had to wait for 100 ms: longer than a short burst. It ends about 100 ms after the last wait, because the waits of
   * an overload are short, and between them no call waits.
   */
  get isOverloaded(): boolean {
    return this.isOver;
  }

  /** Gives the call a slot, at once or after a short wait. Null if it is refused. */
  enter(call: Call): Slot | null | Promise<Slot | null> {
    const rank = this.rankOf(call);
    // If other calls wait although slots are free, their caller or their board has half of the slots already.
    if (this.hasSlotFor(call, rank)) return this.admit(call);
    const since = this.now();
    const queue = this.queues[rank] as Waiting[];
    this.isShort = true;
    this.waiting += 1;
    return new Promise((resolve) => {
      const decide = (isAdmitted: boolean) => {
        this.waiting -= 1;
        if (!isAdmitted) this.refuse(call);
        resolve(isAdmitted ? this.admit(call) : null);
      };
      queue.push({ ...call, since, decide });
    });
  }

  /** Counts a refused call that did not try to enter. */
  refuse(call: Pick<Call, 'class'>): void {
    this.counts.refused[call.class] += 1;
  }

  /**
   * Refuses calls that have waited too long, and adjusts the limit. Call it each `tick`. `delay`: milliseconds that a call waits in the
   * server now.
   */
  adjust(delay: number): void {
    const now = this.now();
    this.delay = delay;
    this.limit.adjust(delay, { running: this.running, isShort: this.isShort });
    this.fill();
    for (const [rank, queue] of this.queues.entries()) {
      const longest = this.hurriedPatience(rank) ?? patience;
      while (queue[0] && now - queue[0].since >= longest) queue.shift()?.decide(false);
    }
    // An exponential mean over 100 ms. In this time it rises from 0 to 1 - 1/e, or falls from 1 to 1/e.
    this.shortness += ((this.isShort ? 1 : 0) - this.shortness) * (tick / patience);
    if (this.shortness >= 1 - Math.exp(-1)) this.isOver = true;
    else if (this.shortness <= Math.exp(-1)) this.isOver = false;
    this.isShort = this.waiting > 0;
    if (now - this.forgotAt < secondly) return;
    this.forgotAt = now;
    this.use.forget(now);
  }

  private admit(call: Call): Slot {
    this.counts.admitted[call.class] += 1;
    const begun = this.now();
    const keys = keysOf(call);
    this.running += 1;
    for (const key of keys) this.taken.set(key, this.takenBy(key) + 1);
    const slot = { hasEnded: false, end: () => {} };
    slot.end = () => {
      if (slot.hasEnded) return;
      slot.hasEnded = true;
      this.running -= 1;
      for (const key of keys) {
        if (this.takenBy(key) > 1) this.taken.set(key, this.takenBy(key) - 1);
        else this.taken.delete(key);
      }
      const now = this.now();
      this.use.add(call.caller, Math.min(mostOfCall, now - begun), now);
      this.fill();
    };
    return slot;
  }

  /** Gives free slots to waiting calls. */
  private fill(): void {
    if (this.waiting === 0) return;
    for (const [rank, queue] of this.queues.entries()) {
      const isNewestFirst = this.hurriedPatience(rank) !== null;
      for (let left = queue.length; left > 0 && this.running < this.slotsOf(rank); left -= 1) {
        const at = isNewestFirst ? left - 1 : queue.length - left;
        if (!this.hasSlotFor(queue[at] as Waiting, rank)) continue;
        const [waiting] = queue.splice(at, 1) as [Waiting];
        waiting.decide(!waiting.isGone());
      }
    }
  }

  private rankOf(call: Call): number {
    const isGreedy = this.use.isGreedy(call.caller, this.now());
    return ranks.findIndex((rank) => rank.of === call.class && rank.isGreedy === isGreedy);
  }

  /** How long calls of this rank wait in the current overload. Null: as long as always. */
  private hurriedPatience(rank: number): number | null {
    return this.isOverloaded ? (ranks[rank]?.hurried ?? null) : null;
  }

  private slotsOf(rank: number): number {
    return Math.max(1, Math.floor(this.limit.value * (ranks[rank]?.share ?? 1)));
  }

  private hasSlotFor(call: Call, rank: number): boolean {
    const mostOfOne = Math.max(1, Math.floor(this.limit.value / 2));
    return this.running < this.slotsOf(rank) && keysOf(call).every((key) => this.takenBy(key) < mostOfOne);
  }

  private takenBy(key: string): number {
    return this.taken.get(key) ?? 0;
  }
}

function keysOf({ caller, board }: Call): string[] {
  return board === undefined ? [`caller ${caller}`] : [`caller ${caller}`, `board ${board}`];
}

function zeros(): Record<CallClass, number> {
  return Object.fromEntries(callClasses.map((each) => [each, 0])) as Record<CallClass, number>;
}
