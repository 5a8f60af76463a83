import { setTimeout as sleep } from 'node:timers/promises';
import type { ProblemCode } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import type { Result } from '../../result.js';

/** What an attempt came to, and the board, where its caller was found. */
export type Attempted<T> = { board: BoardIds | null; result: Result<T> };
export type Attempt<T> = () => Promise<Attempted<T>>;

/** Milliseconds. However often a board changes, its waiting claims are not tried more often. */
const restAtLeast = 200;

/** The refusals that a change of the board can end. */
const endable = new Set<ProblemCode>(['nothing-to-claim', 'wip-limit-reached']);

export function isWorthWaiting({ result }: Attempted<unknown>): boolean {
  return !result.ok && endable.has(result.refusal.code);
}

type Waiter = {
  /** Claims of one kind are refused alike: where one gets no card, the others don't either. */
  kind: string;
  attempt: Attempt<unknown>;
  last: Attempted<unknown>;
  /** Its time is over: the next answer is the last one, whatever it is. */
  isDue: boolean;
  answer: PromiseWithResolvers<Attempted<unknown>>;
};

/** The waiting claims of one board, in the order in which they came. One at a time is tried. */
export class WaitingBoard {
  private readonly waiters = new Set<Waiter>();
  private hasChanged = false;
  private isTrying = false;

  get size(): number {
    return this.waiters.size;
  }

  /** Resolves with a claim, with a refusal that no change will end, or when `milliseconds` or the caller's patience are over. */
  async wait(
    waiting: Pick<Waiter, 'kind' | 'attempt' | 'last'>,
    milliseconds: number,
    gone: AbortSignal,
  ): Promise<Attempted<unknown>> {
    const waiter: Waiter = { ...waiting, isDue: false, answer: Promise.withResolvers() };
    this.waiters.add(waiter);
    const due = () => {
      waiter.isDue = true;
      void this.tryAll();
    };
    const timer = setTimeout(due, milliseconds);
    // Nobody would work on a card that it gets now.
    const leave = () => {
      this.waiters.delete(waiter);
      waiter.answer.resolve(waiter.last);
    };
    gone.addEventListener('abort', leave, { once: true });
    try {
      return await waiter.answer.promise;
    } finally {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
      this.waiters.delete(waiter);
    }
  }

  changed(): void {
    this.hasChanged = true;
    void this.tryAll();
  }

  /** Answers all with the refusal that they have. */
  finish(): void {
    for (const waiter of this.waiters) waiter.answer.resolve(waiter.last);
  }

  private async tryAll(): Promise<void> {
    if (this.isTrying) return;
    this.isTrying = true;
    while (this.hasChanged || [...this.waiters].some(({ isDue }) => isDue)) {
      const isForAll = this.hasChanged;
      this.hasChanged = false;
      const refused = new Map<string, Attempted<unknown>>();
      for (const waiter of [...this.waiters]) {
        if (this.waiters.has(waiter) && (isForAll || waiter.isDue)) await this.tryOne(waiter, refused);
      }
      await sleep(restAtLeast);
    }
    this.isTrying = false;
  }

  private async tryOne(waiter: Waiter, refused: Map<string, Attempted<unknown>>): Promise<void> {
    try {
      const attempted = refused.get(waiter.kind) ?? (await waiter.attempt());
      waiter.last = attempted;
      const isRefused = isWorthWaiting(attempted);
      if (isRefused) refused.set(waiter.kind, attempted);
      if (isRefused && !waiter.isDue) return;
      this.waiters.delete(waiter);
      waiter.answer.resolve(attempted);
    } catch (error) {
      this.waiters.delete(waiter);
      waiter.answer.reject(error);
    }
  }
}
