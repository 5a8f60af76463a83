import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ENV, type Env } from '../../env.js';
import { FairShares } from '../../http/load/fair-shares.js';
import { ok, type Result, refuse, retryAfter } from '../../result.js';
import { BoardWatch } from './board-watch.js';
import { type Attempt, type Attempted, isWorthWaiting, WaitingBoard } from './waiting-board.js';

/** Who waits: the person, their network, when they hang up, and what gives back their place among the requests in flight. */
export type Claimant = { caller: string; network: string; gone: AbortSignal; leavePlace: () => void };

type Waiting = Claimant & { kind: string; workspaceSlug: string; boardKey: string; seconds: number };

/** Enough for two programs on each of fifty cards. */
const mostOfAPerson = 100;

/**
 * Claims that wait for a card. They are tried again when their board has changed, not at times of their own, and a last time
 * when their time is over. Like streams they are bounded, and shared among callers and networks.
 */
@Injectable()
export class WaitingClaims implements OnModuleDestroy {
  private readonly boards = new Map<string, WaitingBoard & { stop: () => void }>();
  private readonly shares: FairShares;
  private closed = false;

  constructor(
    private readonly watch: BoardWatch,
    @Inject(ENV) env: Env,
  ) {
    this.shares = new FairShares(env.WEIR_MAX_STREAMS, mostOfAPerson);
  }

  /** Refused where too many wait. */
  async claim<T>(waiting: Waiting, attempt: Attempt<T>): Promise<Result<Attempted<T>>> {
    const noPlace = this.closed ? 'full' : this.shares.refusal(waiting);
    if (noPlace) {
      const code = noPlace === 'full' ? 'overloaded' : 'rate-limited';
      return refuse(code, retryAfter.full, { key: 'tooManyWaitingClaims' });
    }
    const giveBack = this.shares.take(waiting);
    try {
      return ok(await this.wait(waiting, attempt));
    } finally {
      giveBack();
    }
  }

  onModuleDestroy(): void {
    this.closed = true;
    for (const board of this.boards.values()) board.finish();
  }

  private async wait<T>(waiting: Waiting, attempt: Attempt<T>): Promise<Attempted<T>> {
    const last = await attempt();
    if (!isWorthWaiting(last) || !last.board || this.closed || waiting.gone.aborted) return last;
    waiting.leavePlace();
    const { workspaceId, boardId } = last.board;
    const board = this.boardOf(`${workspaceId}/${boardId}`, { workspaceId, boardId });
    const { kind, seconds, gone } = waiting;
    try {
      return (await board.wait({ kind, attempt, last }, seconds * 1000, gone)) as Attempted<T>;
    } finally {
      if (board.size === 0) {
        board.stop();
        this.boards.delete(`${workspaceId}/${boardId}`);
      }
    }
  }

  private boardOf(name: string, ids: { workspaceId: string; boardId: string }) {
    const known = this.boards.get(name);
    if (known) return known;
    const board = new WaitingBoard();
    // What changed between the first attempt and now is seen at the first look.
    const stop = this.watch.watch(ids, () => board.changed());
    const watched = Object.assign(board, { stop });
    this.boards.set(name, watched);
    return watched;
  }
}
