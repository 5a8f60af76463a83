import { Injectable } from '@nestjs/common';
import { type DeadlineStatus, todayIn } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import type { Write } from '../../writes/board-writer.js';
import { AnswersRepository } from './answers.repository.js';
import { expiredWords } from './expired-words.js';

/** The answer that requests have in the system's name, where nobody gave one. */
@Injectable()
export class ExpiringService {
  constructor(private readonly repository: AnswersRepository) {}

  /** The ticket of what expired is good at once; whoever asked is told by the answer itself. */
  async expire(
    { tx, now, record }: Write,
    board: BoardIds,
    due: readonly (Pick<DeadlineStatus, 'pausedAt'> & { id: string; number: number })[],
  ): Promise<void> {
    const until = todayIn(now, await this.repository.timeZone(tx, board));
    const changes = [];
    for (const { id, number, pausedAt } of due) {
      const words = expiredWords(pausedAt === null ? 'unanswered' : 'unreplied', until);
      await this.repository.give(tx, board, id, { kind: 'expired', ...words, until, by: null, at: now });
      changes.push({ request: number, to: { kind: 'expired' as const, reason: words.reason, until } });
    }
    record('requests.expired', changes);
  }
}
