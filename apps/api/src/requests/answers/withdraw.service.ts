import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import { ok, type Result } from '../../result.js';
import { type Conditions, HeldRequestsService } from '../locked-requests.service.js';
import type { Party } from '../request-access.js';
import { AnswersRepository } from './answers.repository.js';

/** The answer that a request has of its own requester. */
@Injectable()
export class WithdrawingService {
  constructor(
    private readonly repository: AnswersRepository,
    private readonly requests: HeldRequestsService,
  ) {}

  /** Its requester takes it back: that is its answer, and its place is free. */
  withdraw(access: Party, number: number, conditions: Conditions): Promise<Result<Request>> {
    return this.requests.ofOwn(access, number, conditions, async ({ tx, now, record }, { id }) => {
      await this.repository.give(tx, access, id, { kind: 'withdrawn', by: access.userId, at: now });
      record('request.withdrawn', [{ request: number }]);
      return ok(null);
    });
  }
}
