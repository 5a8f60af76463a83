import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { staleVersion } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { BoardWriter, type VersionConditions, type Write } from '../writes/board-writer.js';
import { canRead, isRequester, type RequestActor } from './request-access.js';
import { type StoredRequest, toAnswer, toRequest } from './request-document.js';
import { RequestsRepository } from './requests.repository.js';

/** Requests inside a write: locked, and read under the clock of their board. */
@Injectable()
export class LockedRequestsService {
  constructor(
    private readonly repository: RequestsRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** A write to a waiting request by its requester. 404 for a request that the actor may not read. */
  changeOwn(
    actor: RequestActor,
    number: number,
    { version, key }: VersionConditions,
    work: (write: Write, request: StoredRequest) => Promise<Result<null>>,
  ): Promise<Result<Request>> {
    return this.writer.write<Request>(actor, { key, lock: { requests: [number] } }, async (write) => {
      const request = await this.find(write, actor, number);
      if (!request || !canRead(actor, request)) return refuse('not-found');
      if (!isRequester(actor, request)) {
        return refuse('not-allowed', {}, { key: 'requesterOnly' });
      }
      const waiting = requireWaiting(request, version);
      if (!waiting.ok) return waiting;
      const done = await work(write, request);
      return done.ok ? this.document(write, actor, number) : done;
    });
  }

  find({ tx }: Write, board: BoardIds, number: number): Promise<StoredRequest | null> {
    return this.repository.findIn(tx, board, number);
  }

  /** Several by number, in that order. Requests that are not there are left out. */
  findAll({ tx }: Write, board: BoardIds, numbers: number[]): Promise<StoredRequest[]> {
    return this.repository.findAllIn(tx, board, numbers);
  }

  /** The request after the work, as the write's response. */
  async document(write: Write, board: BoardIds, number: number): Promise<Result<Request>> {
    const request = await this.find(write, board, number);
    return request ? ok(toRequest(request.facts, write.now, null)) : refuse('not-found');
  }
}

/** Refuses a request that is not there, is answered, or has changed since the caller saw it. */
export function requireWaiting(request: StoredRequest | null, version: number | null): Result<StoredRequest> {
  if (!request) return refuse('not-found');
  const { answer, version: current } = request.facts;
  if (answer) return refuse('already-answered', { answer: toAnswer(answer) });
  if (version !== null && version !== current) return staleVersion(current);
  return ok(request);
}
