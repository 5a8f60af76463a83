import { Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { type Result, refuse } from '../result.js';

/** A board commits one write at a time; its rate falls by half when 64 wait for its clock at once. */
const inFlight = 4;
const mostWaiting = 500;

/** Lets a few writes of a board fly, queues the rest in order, and sheds what is beyond the queue. */
@Injectable()
export class BoardQueue {
  private readonly boards = new Map<string, LimitFunction>();

  async run<T>(board: string, write: () => Promise<Result<T>>): Promise<Result<T>> {
    const limit = this.of(board);
    if (limit.pendingCount >= mostWaiting) return refuse('overloaded', { retryAfterSeconds: 1 });
    try {
      return await limit(write);
    } finally {
      if (limit.activeCount + limit.pendingCount === 0) this.boards.delete(board);
    }
  }

  /** Writes that wait, on all boards: for the metrics. */
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
