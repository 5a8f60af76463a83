import { Injectable, Logger } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import { errorText } from '../../error-text.js';
import { Wakeups } from '../../writes/wakeups.js';
import { LeasesRepository } from '../leases.repository.js';

/** Milliseconds between two looks at the boards, for the writes of other instances. */
const lookEvery = 500;

type Watched = BoardIds & { seq: string | null | undefined; changed: () => void };

/**
 * Tells when one of the watched boards has changed: at once after a write of this instance, and soon after one of another,
 * by one query for all boards. It asks nothing while no board is watched.
 */
@Injectable()
export class BoardWatch {
  private readonly log = new Logger('BoardWatch');
  private readonly watched = new Set<Watched>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly repository: LeasesRepository,
    private readonly wakeups: Wakeups,
  ) {}

  /** Calls `changed` after each change from now on, at the latest at the second look. Returns a function that ends that. */
  watch(board: BoardIds, changed: () => void): () => void {
    const watched: Watched = { ...board, seq: undefined, changed };
    this.watched.add(watched);
    const stopListening = this.wakeups.onWake(({ boardId }) => {
      if (boardId === board.boardId) changed();
    });
    this.timer ??= setTimeout(() => void this.look(), lookEvery).unref();
    return () => {
      this.watched.delete(watched);
      stopListening();
    };
  }

  private async look(): Promise<void> {
    const boards = [...this.watched];
    if (boards.length > 0) {
      try {
        const seqs = await this.repository.seqs(boards);
        for (const [at, board] of boards.entries()) {
          // What changed before the first look is unknown.
          if (board.seq !== seqs[at]) board.changed();
          board.seq = seqs[at];
        }
      } catch (error) {
        this.log.warn(`claims wait for the database: ${errorText(error)}`);
      }
    }
    this.timer = this.watched.size > 0 ? setTimeout(() => void this.look(), lookEvery).unref() : undefined;
  }
}
