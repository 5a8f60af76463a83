import { Injectable } from '@nestjs/common';
import { type DeadlineStatus, inFull, maxPauseDays, todayIn } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { PolicyService } from '../../intake/policy/policy.service.js';
import type { Write } from '../../writes/board-writer.js';
import { AnswersRepository } from './answers.repository.js';

type DueRequest = Pick<DeadlineStatus, 'pausedAt'> & { id: string; number: number };

/** Ends requests that nobody answered in time, in the system's name. Their ticket is good at once. */
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
      const { reason, message } = expiredWords(pausedAt === null ? 'unanswered' : 'unreplied', until);
      await this.answers.add(write, bySystem, id, { kind: 'expired', reason, message, until });
      changes.push({ request: number, to: { kind: 'expired' as const, reason, until } });
    }
    write.record('requests.expired', changes);
  }
}

const words = {
  unanswered: {
    reason: 'noCapacity',
    message:
      'We’re sorry: nobody on the team answered this in time, so it ends as a “not now”. The team made no decision on it.',
  },
  unreplied: {
    reason: 'needsInformation',
    message: `The team’s question waited ${maxPauseDays} days for a reply, so this ends as a “not now”. The team made no decision on it. Ask again and include what was missing.`,
  },
} as const;

/** What the requester reads: why it ended, and from when they may ask again. */
function expiredWords(why: keyof typeof words, until: string) {
  const { reason, message } = words[why];
  const ticket = `You can ask again from ${inFull(until)}. Your request is then first in its class.`;
  return { reason, message: `${message} ${ticket}` };
}
