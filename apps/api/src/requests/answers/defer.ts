import { Injectable } from '@nestjs/common';
import type { Defer } from '@weir/contract';
import { checkDeferralDate, todayIn } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { PolicyService } from '../../intake/policy/policy.service.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import type { StoredRequest } from '../request-document.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';

/** Defers a request until a date. The answer's `until` is the ticket: from then on its requester can ask again, once. */
@Injectable()
export class DeferAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly policy: PolicyService,
  ) {}

  async give(
    write: Write,
    access: BoardAccess,
    { id, facts }: StoredRequest,
    { reason, message, until }: Defer,
  ): Promise<Result<AnswerChanges>> {
    await this.answers.add(write, access, id, { kind: 'defer', reason, message, until });
    return ok([{ request: facts.number, to: { kind: 'defer', reason, message, until } }]);
  }

  /** 422 for a date that is not in the future in the board's time zone. */
  async checkDate({ tx, now }: Write, board: BoardIds, until: string): Promise<Result<string>> {
    const day = todayIn(now, await this.policy.timeZoneIn(tx, board));
    const checked = checkDeferralDate(until, day);
    if (checked.ok) return checked;
    const [fault] = checked.refusal.errors;
    return fault?.code === 'yearAhead'
      ? invalid('until', 'yearAhead', { last: fault.last })
      : invalid('until', 'afterToday');
  }
}
