import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import { refuseStale } from '../../http/problems/refusals.js';
import { type Result, refuse } from '../../result.js';
import { BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { LockedRequestsService } from '../locked-requests.service.js';
import { canRead, isRequester, type RequestActor, withCurrentRole } from '../request-access.js';
import { ReceiptsRepository } from './receipts.repository.js';

/** The requester's yes to a delivery: it is what they needed. A no is a new request that follows this one. */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly repository: ReceiptsRepository,
    private readonly requests: LockedRequestsService,
    private readonly writer: BoardWriter,
  ) {}

  /** 409 unless it is delivered. A second yes to the same delivery changes nothing. */
  give(caller: RequestActor, number: number, { version, key }: VersionConditions): Promise<Result<Request>> {
    return this.writer.write<Request>(caller, { key, lock: { requests: [number] } }, async (write) => {
      const actor = withCurrentRole(caller, write.role);
      const request = await this.requests.find(write, actor, number);
      if (!request || !canRead(actor, request)) return refuse('not-found');
      if (!isRequester(actor, request)) return refuse('not-allowed', {}, { key: 'requesterOnly' });
      const stale = refuseStale(version, request.facts.version);
      if (stale) return stale;
      if (request.facts.work?.state !== 'delivered') return refuse('not-delivered');
      if (request.facts.work.received === null) {
        await this.repository.receive(write, actor, request.id);
        write.record('request.received', [{ request: number, to: { receivedAt: write.now.toISOString() } }]);
      }
      return this.requests.document(write, actor, number);
    });
  }
}
