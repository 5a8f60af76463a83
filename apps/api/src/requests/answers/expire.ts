import { Injectable } from '@nestjs/common';
import { type DeadlineStatus, type NotNowReason, todayIn } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { PolicyService } from '../../intake/policy/policy.service.js';
import type { Write } from '../../writes/board-writer.js';
import { AnswersRepository } from './answers.repository.js';

type DueRequest = Pick<DeadlineStatus, 'pausedAt'> & { id: string; number: number };

/**
 * Ends requests in the system's name: those that nobody answered in time, and those whose requester did not reply to a
 * question. Their ticket is valid at once. No message is stored: reason and date say it, in each reader's language.
 */
@Injectable()
export class ExpireAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly policy: PolicyService,
  ) {}

  async give(write: Write, board: BoardIds, requests: readonly DueRequest[]): Promise<void> {
    const bySystem = { ...board, userId: null };
    const until = todayIn(write.now, await this.policy.timeZoneIn(write.tx, board));
    const changes = [];
    for (const { id, number, pausedAt } of requests) {
      const reason: NotNowReason = pausedAt === null ? 'noCapacity' : 'needsInformation';
      await this.answers.add(write, bySystem, id, { kind: 'expired', reason, until });
      changes.push({ request: number, to: { kind: 'expired' as const, reason, until } });
    }
    write.record('requests.expired', changes);
  }
}
