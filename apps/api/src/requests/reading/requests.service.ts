import { Injectable } from '@nestjs/common';
import { can, type Request, type RequestList, type RequestQuery } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { pageOf, readCursor } from '../../http/cursor.js';
import { ok, type Result, refuse } from '../../result.js';
import { isSeenBy, type Party } from '../request-access.js';
import { type Asked, withoutOthersTitles } from '../request-document.js';
import { ShownRequestsService } from '../request-documents.service.js';
import { RequestsRepository } from '../requests.repository.js';
import { placeShape, RequestPagesRepository } from './request-pages.repository.js';

/** Requests as those who asked and those who answer see them. To a requester another's is not there. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly repository: RequestsRepository,
    private readonly pages: RequestPagesRepository,
    private readonly shown: ShownRequestsService,
  ) {}

  async list(access: BoardAccess, { state, cursor, size = 50 }: RequestQuery): Promise<Result<RequestList>> {
    const own = can(access.role, 'readAllRequests') ? null : access.userId;
    const after = readCursor(cursor, placeShape);
    const { items, nextCursor } = pageOf(
      await this.pages.read(access, { own, state, after, size }),
      size,
      ({ place }) => place,
    );
    const asked = await this.repository.named(
      access.workspaceId,
      items.map(({ number }) => ({ boardId: access.boardId, number })),
    );
    return ok({ items: await this.shownTo(access, asked), nextCursor });
  }

  async read(access: Party, number: number): Promise<Result<Request>> {
    const asked = await this.repository.find(access, number);
    if (!asked || !isSeenBy(access, asked)) return refuse('not-found');
    const [request] = await this.shownTo(access, [asked]);
    return ok(request as Request);
  }

  private async shownTo(party: Party, asked: readonly Asked[]): Promise<Request[]> {
    const requests = await this.shown.show(party.workspaceId, asked);
    const readsAll = party.userId !== null && can(party.role, 'readAllRequests');
    return readsAll ? requests : requests.map(withoutOthersTitles);
  }
}
