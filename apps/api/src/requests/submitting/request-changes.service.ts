import { Injectable } from '@nestjs/common';
import type { Request, RequestChange } from '@weir/contract';
import { lacksNeededBy } from '@weir/domain';
import { Clock } from '../../clock.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { DoorService } from '../../intake/door/door.service.js';
import { ok, type Result } from '../../result.js';
import { changedValues } from '../../writes/changed-values.js';
import { type Conditions, HeldRequestsService } from '../locked-requests.service.js';
import { RequestsRepository } from '../requests.repository.js';

/** Corrections of a request by its requester. */
@Injectable()
export class RequestChangesService {
  constructor(
    private readonly repository: RequestsRepository,
    private readonly held: HeldRequestsService,
    private readonly forecasts: ForecastsService,
    private readonly door: DoorService,
    private readonly clock: Clock,
  ) {}

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
        const { title, description, classOfService, neededBy } = facts;
        const changed = changedValues({ title, description, classOfService, neededBy }, change);
        if (!changed) return ok(null);
        const { to } = changed;
        if (lacksNeededBy({ ...facts, ...to })) return invalid('neededBy', 'fixedDateNeedsDay');
        const claim = to.classOfService === 'fixedDate' ? { neededBy: facts.neededBy, ...to } : to;
        await this.repository.checkChange(tx, access, claim, now);
        await this.repository.change(tx, access, id, to);
        record('request.changed', [{ request: number, ...changed }]);
        return ok(null);
      },
    );
    if (!changed.ok) {
      const by = { requesterId: access.userId, now: this.clock.now() };
      return { ok: false, refusal: await this.door.explain(changed.refusal, access, by) };
    }
    if (changed.value.position === null) return changed;
    const forecast = await this.forecasts.behind(access, changed.value.position);
    return { ...changed, value: { ...changed.value, forecast } };
  }
}
