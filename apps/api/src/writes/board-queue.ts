import { Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { type Result, refuse, retryAfter } from '../result.js';

/** A board commits one write at a time: one runs, and one is ready to follow (docs/decisions/writes-in-flight.md). */
const inFlight = 2;
const maxWaiting = 500;

/** Runs a few writes of a board at once, queues the others in order, and sheds those beyond the queue. */
@Injectable()
export class BoardQueue {
  private readonly boards = new Map<string, LimitFunction>();

  async run<T>(board: string, write: () => Promise<Result<T>>): Promise<Result<T>> {
    const limit = this.of(board);
    if (limit.pendingCount >= maxWaiting) return refuse('overloaded', retryAfter.busy);
    try {
      return await limit(write);
    } finally {
      if (limit.activeCount + limit.pendingCount === 0) this.boards.delete(board);
    }
  }

  /** Waiting writes of all boards, for the metrics. */
  get waiting(): number {
    return [...this.boards.values()].reduce((sum, limit) => sum + limit.pendingCount, 0);
  }

  private of(board: string): LimitFunction {
    const known = this.boards.get(board);
    if (known) return known;
    const limit = pLimit(inFlight);
    this.boards.set(board, limit);
    return limit;
  }
}
