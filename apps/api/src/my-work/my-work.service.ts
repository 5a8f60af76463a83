import { Injectable } from '@nestjs/common';
import { can, type MyWork, type PageQuery, type QueueItem } from '@weir/contract';
import { todayIn } from '@weir/domain';
import { Clock } from '../clock.js';
import type { Access } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { QueueService } from '../requests/queue/queue.service.js';
import { ok, type Result } from '../result.js';
import { type MyCardPosition, MyWorkRepository } from './my-work.repository.js';

const cursorShape = /^[A-Z][A-Z0-9]{0,9}_\d{1,16}_\d{1,9}$/;
/** The most requests in each list. The pages of requests show all of them. */
const mostRequests = 20;

@Injectable()
export class MyWorkService {
  constructor(
    private readonly repository: MyWorkRepository,
    private readonly queue: QueueService,
    private readonly clock: Clock,
  ) {}

  /** One statement for the cards, and on the first page three for each list of requests, however many boards there are. */
  async read(access: Access, { cursor, size = 50 }: PageQuery): Promise<Result<MyWork>> {
    const name = readCursor(cursor, cursorShape);
    const rows = await this.repository.list(access, name === null ? null : readPosition(name), size);
    const { items, nextCursor } = pageOf(rows, size, ({ key, since, number }) =>
      [key, since, number].join('_'),
    );
    const now = this.clock.now();
    const isFirst = cursor === undefined;
    const own = isFirst ? await this.requests(access, 'me') : [];
    return ok({
      items: items.map(({ key, name: board, timeZone, column, kind, card }) => ({
        board: { key, name: board, timeZone, today: todayIn(now, timeZone) },
        column: { name: column, kind },
        card,
      })),
      nextCursor,
      requests: own.filter(({ request }) => request.answer === null),
      toAnswer: isFirst && can(access.role, 'answerRequests') ? await this.requests(access) : [],
    });
  }

  private async requests(access: Access, of?: 'me'): Promise<QueueItem[]> {
    const list = await this.queue.list(access, { of, size: mostRequests });
    return list.ok ? list.value.items : [];
  }
}

function readPosition(cursor: string): MyCardPosition {
  const [key, since, number] = cursor.split('_');
  return { key: key as string, since: Number(since), number: Number(number) };
}
