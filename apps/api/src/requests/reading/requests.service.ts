import { Injectable } from '@nestjs/common';
import type { ListedRequests, Request, RequestList, RequestQuery } from '@weir/contract';
import { z } from 'zod';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { bindCursor, readBoundCursor } from '../../http/bound-cursor.js';
import { pageOf } from '../../http/cursor.js';
import { ok, Refused, type Result, refuse } from '../../result.js';
import { filteredPageOf, given, nextCursorOf, textFilterOf, valuesOf } from '../../search/filtered-page.js';
import { canAnswer, canRead, canReadAll, type RequestActor } from '../request-access.js';
import { hideOthersTitles, type StoredRequest } from '../request-document.js';
import { RequestForecastsService } from '../request-forecasts.service.js';
import { RequestsRepository } from '../requests.repository.js';
import { pageCursorShape, RequestPagesRepository } from './request-pages.repository.js';

const QueuePlace = z.string().regex(pageCursorShape);
const person = z.uuid();
type Filtered = Omit<RequestQuery, 'fields'>;
type ListedRequest = ListedRequests['items'][number];

/** Reads requests. Another's request is a 404 for a requester. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly repository: RequestsRepository,
    private readonly pages: RequestPagesRepository,
    private readonly forecasts: RequestForecastsService,
    private readonly clock: Clock,
  ) {}

  /** With `fields` only these properties. */
  async list(
    access: BoardAccess,
    { fields, ...query }: RequestQuery,
  ): Promise<Result<RequestList | ListedRequests>> {
    const list = await this.whole(access, query);
    if (!list.ok || fields === undefined) return list;
    const named = new Set(['number', ...valuesOf(fields)]);
    const items = list.value.items.map(
      (request) =>
        Object.fromEntries(Object.entries(request).filter(([name]) => named.has(name))) as ListedRequest,
    );
    return ok({ ...list.value, items });
  }

  /** Without filters in the order of the queue; with them, a page of what they find. */
  private async whole(access: BoardAccess, query: Filtered): Promise<Result<RequestList>> {
    const { state, cursor, limit, size = limit ?? 50, sort, ...filters } = query;
    if (sort !== undefined || Object.keys(filters).length > 0) return this.find(access, query);
    const requesterId = canReadAll(access) ? null : access.userId;
    const list = ['queue', access.boardId, state];
    const after = readBoundCursor(cursor, list, QueuePlace);
    const rows = await this.pages.read(access, { requesterId, state, after, size });
    const { items, nextCursor } = pageOf(rows, size, ({ position }) => position);
    const page = items.map(({ number, place }) => ({ boardId: access.boardId, number, place }));
    const last = items.at(-1);
    return ok({
      items: await this.requestsOf(access, page),
      nextCursor: nextCursor && last ? bindCursor(list, last.position) : null,
    });
  }

  private async find(access: BoardAccess, query: Filtered): Promise<Result<RequestList>> {
    const { cursor, limit, size, sort = '-number', ...filters } = query;
    const list = ['requests', access.boardId, sort, filters];
    const page = filteredPageOf({ sort, cursor, limit, size }, list);
    const found = await this.pages.find(access, this.filtersOf(access, filters), page);
    const { boardId } = access;
    const items = await this.requestsOf(
      access,
      found.numbers.map((number) => ({ boardId, number })),
    );
    return ok({ items, nextCursor: nextCursorOf(found, list) });
  }

  /** The parameters of weir.find_requests. A requester finds their own requests only. */
  private filtersOf(access: BoardAccess, query: Omit<Filtered, 'cursor' | 'limit' | 'size' | 'sort'>) {
    const { state, text, requester, answer, overdue, updatedSince } = query;
    const people = requester === undefined ? undefined : valuesOf(requester);
    return {
      ...(text !== undefined && textFilterOf(text, access.boardKey, true)),
      ...given({
        reader: canReadAll(access) ? undefined : access.userId,
        requesterIds: people?.map((person) => (person === 'me' ? access.userId : personIn(person))),
        answered: state === undefined ? undefined : state === 'answered',
        kinds: answer === undefined ? undefined : valuesOf(answer),
        overdue: overdue && this.clock.now().toISOString(),
        classes: query.class === undefined ? undefined : valuesOf(query.class),
        updatedSince,
      }),
    };
  }

  private async requestsOf(
    access: BoardAccess,
    page: readonly { boardId: string; number: number; place?: number | null }[],
  ): Promise<Request[]> {
    return this.documents(access, await this.repository.findAll(access.workspaceId, page));
  }

  async readExternal(access: BoardAccess, externalId: string): Promise<Result<Request>> {
    const stored = await this.repository.findExternal(access, externalId);
    return stored ? this.read(access, stored.facts.number) : refuse('not-found');
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

  /** The team knows whether mail reaches a guest; people who answer also see the address that the answer goes to. */
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

/** A member or a guest by their id. */
function personIn(name: string): string {
  const id = person.safeParse(name);
  if (id.success) return id.data.toLowerCase();
  throw new Refused({ code: 'invalid-input', facts: { errors: [{ path: 'requester', code: 'uuid' }] } });
}
