import { Injectable } from '@nestjs/common';
import { can, type QueueItem, type QueueList, type QueueQuery } from '@weir/contract';
import { type ClassOfService, classesOfService, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { Access } from '../../http/access/caller.js';
import { pageOf, readCursor } from '../../http/cursor.js';
import { ok, type Result, refuse } from '../../result.js';
import { hideOthersTitles } from '../request-document.js';
import { RequestForecastsService } from '../request-forecasts.service.js';
import { RequestsRepository } from '../requests.repository.js';
import { type MyRequestPosition, MyRequestsRepository } from './my-requests.repository.js';
import { type QueueBoard, type QueuePosition, QueueRepository } from './queue.repository.js';

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const queueCursorShape = new RegExp(`^\\d{1,14}_(${classesOfService.join('|')})_\\d{1,7}_${uuid}_\\d{1,9}$`);
const myCursorShape = new RegExp(`^[0-3]_-?\\d{1,14}_${uuid}_\\d{1,9}$`);

type Page = { items: (QueueBoard & { number: number })[]; nextCursor: string | null };

/** Lists requests of all boards of a workspace: the waiting ones for managers, and a requester's own. */
@Injectable()
export class QueueService {
  constructor(
    private readonly queue: QueueRepository,
    private readonly mine: MyRequestsRepository,
    private readonly requests: RequestsRepository,
    private readonly forecasts: RequestForecastsService,
    private readonly clock: Clock,
  ) {}

  /** Three statements, however many boards there are: the positions, the requests, and the boards’ flow. */
  async list(access: Access, { of, cursor, size = 50 }: QueueQuery): Promise<Result<QueueList>> {
    const readsAll = can(access.role, 'readAllRequests');
    if (of !== 'me' && !readsAll) {
      return refuse('not-allowed', {}, { key: 'ownRequestsOnly' });
    }
    if (of === 'me' && !can(access.role, 'readOwnRequests')) {
      return refuse('not-allowed', {}, { key: 'viewerHasNone' });
    }
    const now = this.clock.now();
    const { items, nextCursor } =
      of === 'me' ? await this.myPage(access, cursor, size, now) : await this.page(access, cursor, size);
    const stored = await this.requests.findAll(access.workspaceId, items);
    const requests = await this.forecasts.toRequests(access.workspaceId, stored);
    return ok({
      items: requests.map((request, at) => ({
        board: toBoard(stored[at] as QueueBoard, now),
        request: readsAll ? request : hideOthersTitles(request),
      })),
      nextCursor,
    });
  }

  private async page({ workspaceId }: Access, cursor: string | undefined, size: number): Promise<Page> {
    const after = readCursor(cursor, queueCursorShape);
    const rows = await this.queue.list(workspaceId, after === null ? null : readPosition(after), size);
    return pageOf(rows, size, ({ dueAt, classOfService, needed, boardId, number }) =>
      [dueAt, classOfService, needed, boardId, number].join('_'),
    );
  }

  private async myPage(access: Access, cursor: string | undefined, size: number, now: Date): Promise<Page> {
    const name = readCursor(cursor, myCursorShape);
    const after = name === null ? null : readMyPosition(name);
    const rows = await this.mine.list(access, { after, size, now });
    return pageOf(rows, size, ({ group, rank, boardId, number }) => [group, rank, boardId, number].join('_'));
  }
}

function toBoard({ key, name, timeZone }: QueueBoard, now: Date): QueueItem['board'] {
  return { key, name, timeZone, today: todayIn(now, timeZone) };
}

function readPosition(cursor: string): QueuePosition {
  const [dueAt, classOfService, needed, boardId, number] = cursor.split('_');
  return {
    dueAt: Number(dueAt),
    classOfService: classOfService as ClassOfService,
    needed: Number(needed),
    boardId: boardId as string,
    number: Number(number),
  };
}

function readMyPosition(cursor: string): MyRequestPosition {
  const [group, rank, boardId, number] = cursor.split('_');
  return { group: Number(group), rank: Number(rank), boardId: boardId as string, number: Number(number) };
}
