import { Injectable } from '@nestjs/common';
import type { Request, RequestList, RequestQuery } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { pageOf, readCursor } from '../../http/cursor.js';
import { ok, type Result, refuse } from '../../result.js';
import { canAnswer, canRead, canReadAll, type RequestActor } from '../request-access.js';
import { hideOthersTitles, type StoredRequest } from '../request-document.js';
import { RequestForecastsService } from '../request-forecasts.service.js';
import { RequestsRepository } from '../requests.repository.js';
import { pageCursorShape, RequestPagesRepository } from './request-pages.repository.js';

/** Reads requests. Another's request is a 404 for a requester. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly repository: RequestsRepository,
    private readonly pages: RequestPagesRepository,
    private readonly forecasts: RequestForecastsService,
  ) {}

  async list(access: BoardAccess, { state, cursor, size = 50 }: RequestQuery): Promise<Result<RequestList>> {
    const requesterId = canReadAll(access) ? null : access.userId;
    const after = readCursor(cursor, pageCursorShape);
    const rows = await this.pages.read(access, { requesterId, state, after, size });
    const { items, nextCursor } = pageOf(rows, size, ({ position }) => position);
    const { boardId, workspaceId } = access;
    const stored = await this.repository.findAll(
      workspaceId,
      items.map(({ number, place }) => ({ boardId, number, place })),
    );
    return ok({ items: await this.documents(access, stored), nextCursor });
  }

  async read(actor: RequestActor, number: number): Promise<Result<Request>> {
    const stored = await this.repository.find(actor, number);
    if (!stored || !canRead(actor, stored)) return refuse('not-found');
    const [request] = await this.documents(actor, [stored]);
    return ok(request as Request);
  }

  /** Requests of a guest on any boards of a workspace, in order, each added to its row. */
  async ofGuest<Row extends { boardId: string; number: number }>(
    { workspaceId, guestId }: { workspaceId: string; guestId: string },
    rows: readonly Row[],
  ): Promise<(Row & { id: string; request: Request })[]> {
    const own = (await this.repository.findAll(workspaceId, rows)).filter((row) => row.guestId === guestId);
    const requests = await this.forecasts.toRequests(workspaceId, own);
    return own.map((row, at) => ({ ...row, request: hideOthersTitles(requests[at] as Request) }));
  }

  private async documents(actor: RequestActor, stored: readonly StoredRequest[]): Promise<Request[]> {
    const requests = await this.forecasts.toRequests(actor.workspaceId, stored);
    if (!canReadAll(actor)) return requests.map(hideOthersTitles);
    return this.withAddresses(actor, requests);
  }

  /** The team knows whether mail reaches a guest; who answers also knows the address that the answer goes to. */
  private async withAddresses(actor: RequestActor, requests: Request[]): Promise<Request[]> {
    const guests = requests.flatMap(({ requester }) => (requester.guest ? [requester.id] : []));
    const addresses = await this.repository.addressesOf(actor.workspaceId, guests);
    return requests.map((request) => {
      const address = addresses.get(request.requester.id);
      if (!address) return request;
      const email = canAnswer(actor) && { email: address.email };
      const undeliverable = address.isUndeliverable && { undeliverable: true as const };
      return { ...request, requester: { ...request.requester, ...email, ...undeliverable } };
    });
  }
}
