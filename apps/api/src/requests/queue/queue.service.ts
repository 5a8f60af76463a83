import { Injectable } from '@nestjs/common';
import { can, type QueueItem, type QueueList, type QueueQuery } from '@weir/contract';
import { type ClassOfService, classesOfService, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { Access } from '../../http/access/caller.js';
import { pageOf, readCursor } from '../../http/cursor.js';
import { ok, type Result, refuse } from '../../result.js';
import { withoutOthersTitles } from '../request-document.js';
import { ShownRequestsService } from '../request-documents.service.js';
import { RequestsRepository } from '../requests.repository.js';
import { type OwnPlace, OwnQueueRepository } from './my-requests.repository.js';
import { type BoardNamed, type QueuePlace, QueueRepository } from './queue.repository.js';

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const placeShape = new RegExp(`^\\d{1,14}_(${classesOfService.join('|')})_${uuid}_\\d{1,9}$`);
const ownPlaceShape = new RegExp(`^[0-3]_-?\\d{1,14}_${uuid}_\\d{1,9}$`);

type Page = { items: (BoardNamed & { number: number })[]; nextCursor: string | null };

/** What waits on all boards, for whoever answers on several, and what one asked, for whoever asks on several. */
@Injectable()
export class QueueService {
  constructor(
    private readonly queue: QueueRepository,
    private readonly own: OwnQueueRepository,
    private readonly requests: RequestsRepository,
    private readonly shown: ShownRequestsService,
    private readonly clock: Clock,
  ) {}

  /** Three statements, however many boards there are: where they stand, what is known of them, and the boards’ flow. */
  async list(access: Access, { of, cursor, size = 50 }: QueueQuery): Promise<Result<QueueList>> {
    if (of !== 'me' && !can(access.role, 'readAllRequests')) {
      return refuse('not-allowed', {}, { key: 'ownRequestsOnly' });
    }
    if (of === 'me' && !can(access.role, 'readOwnRequests')) {
      return refuse('not-allowed', {}, { key: 'viewerHasNone' });
    }
    const now = this.clock.now();
    const { items, nextCursor } =
      of === 'me' ? await this.ownPage(access, cursor, size, now) : await this.page(access, cursor, size);
    const asked = await this.requests.named(access.workspaceId, items);
    const requests = await this.shown.show(access.workspaceId, asked);
    const readsAll = can(access.role, 'readAllRequests');
    return ok({
      items: requests.map((request, at) => ({
        board: boardOf(asked[at] as BoardNamed, now),
        request: readsAll ? request : withoutOthersTitles(request),
      })),
      nextCursor,
    });
  }

  private async page({ workspaceId }: Access, cursor: string | undefined, size: number): Promise<Page> {
    const after = readCursor(cursor, placeShape);
    const listed = await this.queue.list(workspaceId, after === null ? null : placeOf(after), size);
    return pageOf(listed, size, nameOf);
  }

  private async ownPage(access: Access, cursor: string | undefined, size: number, now: Date): Promise<Page> {
    const after = readCursor(cursor, ownPlaceShape);
    const listed = await this.own.list(access, {
      after: after === null ? null : ownPlaceOf(after),
      size,
      now,
    });
    return pageOf(listed, size, ownNameOf);
  }
}

function boardOf({ key, name, timeZone }: BoardNamed, now: Date): QueueItem['board'] {
  return { key, name, timeZone, today: todayIn(now, timeZone) };
}

function nameOf({ answerBy, classOfService, boardId, number }: QueuePlace): string {
  return [answerBy, classOfService, boardId, number].join('_');
}

function placeOf(name: string): QueuePlace {
  const [answerBy, classOfService, boardId, number] = name.split('_');
  return {
    answerBy: Number(answerBy),
    classOfService: classOfService as ClassOfService,
    boardId: boardId as string,
    number: Number(number),
  };
}

function ownNameOf({ group, rank, boardId, number }: OwnPlace): string {
  return [group, rank, boardId, number].join('_');
}

function ownPlaceOf(name: string): OwnPlace {
  const [group, rank, boardId, number] = name.split('_');
  return { group: Number(group), rank: Number(rank), boardId: boardId as string, number: Number(number) };
}
