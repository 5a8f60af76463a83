import { Injectable } from '@nestjs/common';
import type { EventList, PageQuery } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { pageOf } from '../../http/cursor.js';
import { ok, type Result, refuse } from '../../result.js';
import { CardHistoryRepository } from './history.repository.js';

@Injectable()
export class CardHistoryService {
  constructor(private readonly repository: CardHistoryRepository) {}

  /** Newest first, 50 at a time. */
  async read(
    access: BoardAccess,
    number: number,
    { cursor, size = 50 }: PageQuery,
  ): Promise<Result<EventList>> {
    const events = await this.repository.read(access, number, { cursor, size });
    return events ? ok(pageOf(events, size, ({ seq }) => String(seq))) : refuse('not-found');
  }
}
