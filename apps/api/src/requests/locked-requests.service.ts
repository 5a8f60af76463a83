import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { ok, type Result, refuse } from '../result.js';
import { BoardWriter, type Write } from '../writes/board-writer.js';
import type { WriteKey } from '../writes/idempotency.js';
import { isOwn, isSeenBy, type Party } from './request-access.js';
import { type Asked, requestOf } from './request-document.js';
import { RequestsRepository } from './requests.repository.js';
import { stillWaiting } from './still-waiting.js';

export type Conditions = { version: number | null; key: WriteKey | null };

/** Requests as a write holds them: as they stand within its transaction, under the clock of their board. */
@Injectable()
export class HeldRequestsService {
  constructor(
    private readonly repository: RequestsRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** A write to a request that waits, by who asked for it: to a requester another's is not there. */
  ofOwn(
    access: Party,
    number: number,
    { version, key }: Conditions,
    work: (write: Write, asked: Asked) => Promise<Result<null>>,
  ): Promise<Result<Request>> {
    return this.writer.write<Request>(access, { key, lock: { requests: [number] } }, async (write) => {
      const asked = await this.find(write, access, number);
      if (!asked || !isSeenBy(access, asked)) return refuse('not-found');
      if (!isOwn(access, asked)) return refuse('not-allowed', {}, { key: 'requesterOnly' });
      const waiting = stillWaiting(asked, version);
      if (!waiting.ok) return waiting;
      const done = await work(write, asked);
      if (!done.ok) return done;
      return this.after(write, access, number);
    });
  }

  find({ tx }: Write, place: BoardIds, number: number): Promise<Asked | null> {
    return this.repository.findIn(tx, place, number);
  }

  /** Several, by their numbers; one that is not there is left out. */
  findAll({ tx }: Write, place: BoardIds, numbers: number[]): Promise<Asked[]> {
    return this.repository.findAllIn(tx, place, numbers);
  }

  /** What the write answers with: the request as its work has left it. */
  async after(write: Write, place: BoardIds, number: number): Promise<Result<Request>> {
    const asked = await this.find(write, place, number);
    return asked ? ok(requestOf(asked.facts, write.now)) : refuse('not-found');
  }
}
