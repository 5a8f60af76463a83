import { Injectable } from '@nestjs/common';
import { type DueStep, nextDueStep } from '@weir/domain';
import type { BoardNamed } from '../../database/board-ids.js';
import { ExpireAnswer } from '../../requests/answers/expire.js';
import { BoardWriter, type Write } from '../../writes/board-writer.js';
import { type BoardDue, DeadlinesRepository, type WatchedRequest } from './deadlines.repository.js';

const kinds: readonly DueStep[] = ['reminder', 'overdue', 'expired'];

/** The effect of a deadline, in the system's name: a reminder, an escalation, or an answer. */
@Injectable()
export class DeadlinesService {
  constructor(
    private readonly repository: DeadlinesRepository,
    private readonly expire: ExpireAnswer,
    private readonly writer: BoardWriter,
  ) {}

  due(which: { now: Date; askedBefore: Date; most: number }): Promise<BoardDue[]> {
    return this.repository.due(which);
  }

  /** Corrects promised answers that a new calendar moved, a minute after the last move. */
  announceMoved(now: Date, most: number): Promise<void> {
    return this.repository.announceMoved(now, most);
  }

  /**
   * Handles the deadlines that have come by `now`: one write and one event for each kind. It decides under the clock,
   * with the requests locked, so it skips requests that were answered meanwhile and sends no notice twice.
   */
  async keep({ requests, ...board }: BoardDue, now: Date): Promise<void> {
    for (const kind of kinds) {
      const numbers = requests.filter((each) => nextDueStep(each, now) === kind).map(({ number }) => number);
      if (numbers.length > 0) await this.keepOf(board, kind, numbers);
    }
  }

  private async keepOf(board: BoardNamed, kind: DueStep, numbers: number[]): Promise<void> {
    const keep = async (write: Write) => {
      const waiting = await this.repository.waitingIn(write.tx, board, numbers);
      const due = waiting.filter((request) => nextDueStep(request, write.now) === kind);
      if (due.length > 0) await this.does(kind, write, board, due);
    };
    await this.writer.writeForJob(board, keep, { lock: { requests: numbers } });
  }

  private async does(kind: DueStep, write: Write, board: BoardNamed, due: WatchedRequest[]): Promise<void> {
    const { tx, now, record } = write;
    const ids = due.map(({ id }) => id);
    const changes = due.map(({ number }) => ({ request: number }));
    switch (kind) {
      case 'reminder':
        await this.repository.markReminded(tx, board, ids, now);
        await this.repository.remind(tx, board, ids, now);
        return record('request.reminded', changes);
      case 'overdue':
        await this.repository.markEscalated(tx, board, ids, now);
        await this.repository.escalate(tx, board, ids, now);
        return record('request.overdue', changes);
      case 'expired':
        return this.expire.give(write, board, due);
    }
  }
}
