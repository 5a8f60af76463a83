import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import { ok, type Result } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import { LockedRequestsService } from '../locked-requests.service.js';
import type { RequestActor } from '../request-access.js';
import { AnswersRepository } from './answers.repository.js';

/** Withdraws a request for its requester. That is its answer, and its place is free. */
@Injectable()
export class WithdrawAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly requests: LockedRequestsService,
  ) {}

  give(actor: RequestActor, number: number, conditions: VersionConditions): Promise<Result<Request>> {
    return this.requests.changeOwn(actor, number, conditions, async (write, { id }) => {
      await this.answers.add(write, actor, id, { kind: 'withdrawn' });
      write.record('request.withdrawn', [{ request: number, to: { kind: 'withdrawn' } }]);
      return ok(null);
    });
  }
}
