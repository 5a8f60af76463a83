import { Injectable } from '@nestjs/common';
import { may, type Request, type RequestChange, type RequestList, type RequestQuery } from '@weir/contract';
import { dayOfFixedDate, lacksItsDay } from '@weir/domain';
import { Clock } from '../clock.js';
import { ForecastsService } from '../flow/forecasts.service.js';
import type { BoardAccess } from '../http/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { invalid } from '../http/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { DoorRefusalsService } from './door-refusals.service.js';
import { type Conditions, HeldRequestsService } from './held-requests.service.js';
import { isSeenBy, type Party } from './party.js';
import { type Asked, withoutOthersTitles } from './request-document.js';
import { placeShape, RequestPagesRepository } from './request-pages.repository.js';
import { RequestsRepository } from './requests.repository.js';
import { ShownRequestsService } from './shown-requests.service.js';

/** Requests as those who asked and those who answer see them. To a requester another's is not there. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly repository: RequestsRepository,
    private readonly pages: RequestPagesRepository,
    private readonly shown: ShownRequestsService,
    private readonly held: HeldRequestsService,
    private readonly forecasts: ForecastsService,
    private readonly refusals: DoorRefusalsService,
    private readonly clock: Clock,
  ) {}

  async list(access: BoardAccess, { state, cursor, size = 50 }: RequestQuery): Promise<Result<RequestList>> {
    const own = may(access.role, 'readAllRequests') ? null : access.userId;
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

  /**
   * By its requester, while it waits. Saying what is so already changes nothing. 429 where the gate would not let its
   * new class in: or whoever came by the small door of a shut one would be in as anything. 422 of a fixed date without
   * a day, whichever of the two was changed, or with one that has passed.
   */
  async change(
    access: BoardAccess,
    number: number,
    change: RequestChange,
    conditions: Conditions,
  ): Promise<Result<Request>> {
    const changed = await this.held.ofOwn(
      access,
      number,
      conditions,
      async ({ tx, now, record }, { id, facts }) => {
        const names = (Object.keys(change) as (keyof RequestChange)[]).filter(
          (name) => change[name] !== facts[name],
        );
        if (names.length === 0) return ok(null);
        const to = Object.fromEntries(names.map((name) => [name, change[name]]));
        if (lacksItsDay({ ...facts, ...to })) return invalid('neededBy', dayOfFixedDate);
        const claim = to.classOfService === 'fixedDate' ? { neededBy: facts.neededBy, ...to } : to;
        await this.repository.checkChange(tx, access, claim, now);
        await this.repository.change(tx, access, id, to);
        record('request.changed', [
          { request: number, from: Object.fromEntries(names.map((name) => [name, facts[name]])), to },
        ]);
        return ok(null);
      },
    );
    if (!changed.ok) {
      const by = { askerId: access.userId, now: this.clock.now() };
      return { ok: false, refusal: await this.refusals.told(changed.refusal, access, by) };
    }
    if (changed.value.position === null) return changed;
    const forecast = await this.forecasts.behind(access, changed.value.position);
    return { ...changed, value: { ...changed.value, forecast } };
  }

  private async shownTo(party: Party, asked: readonly Asked[]): Promise<Request[]> {
    const requests = await this.shown.show(party.workspaceId, asked);
    const readsAll = party.userId !== null && may(party.role, 'readAllRequests');
    return readsAll ? requests : requests.map(withoutOthersTitles);
  }
}
