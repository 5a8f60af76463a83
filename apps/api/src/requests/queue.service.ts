import { Injectable } from '@nestjs/common';
import type { QueueItem, QueueList, QueueQuery } from '@weir/contract';
import { type ClassOfService, classesOfService, today } from '@weir/domain';
import { Clock } from '../clock.js';
import type { Access } from '../http/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { ok, type Result } from '../result.js';
import { type QueuePlace, QueueRepository, type QueueRow } from './queue.repository.js';
import { RequestsRepository } from './requests.repository.js';
import { ShownRequestsService } from './shown-requests.service.js';

const placeShape = new RegExp(
  `^\\d{1,14}_(${classesOfService.join('|')})_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_\\d{1,9}$`,
);

/** What waits on all boards, for whoever answers on several. */
@Injectable()
export class QueueService {
  constructor(
    private readonly repository: QueueRepository,
    private readonly requests: RequestsRepository,
    private readonly shown: ShownRequestsService,
    private readonly clock: Clock,
  ) {}

  /** Three statements, however many boards there are: where they stand, what is known of them, and the boards’ flow. */
  async list({ workspaceId }: Access, { cursor, size = 50 }: QueueQuery): Promise<Result<QueueList>> {
    const after = readCursor(cursor, placeShape);
    const listed = await this.repository.list(workspaceId, after === null ? null : placeOf(after), size);
    const { items, nextCursor } = pageOf(listed, size, nameOf);
    const now = this.clock.now();
    const asked = await this.requests.named(workspaceId, items);
    const requests = await this.shown.show(workspaceId, asked);
    return ok({
      items: requests.map((request, at) => ({ board: boardOf(asked[at] as QueueRow, now), request })),
      nextCursor,
    });
  }
}

function boardOf({ key, name, timeZone }: QueueRow, now: Date): QueueItem['board'] {
  return { key, name, timeZone, today: today(now, timeZone) };
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
