import { Injectable } from '@nestjs/common';
import type { Request, RequestChange } from '@weir/contract';
import { lacksNeededBy } from '@weir/domain';
import { Clock } from '../../clock.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import { invalid } from '../../http/problems/refusals.js';
import { DoorService } from '../../intake/door/door.service.js';
import { ok, type Result } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { LockedRequestsService } from '../locked-requests.service.js';
import type { RequestActor } from '../request-access.js';
import { RequestChangesRepository } from './request-changes.repository.js';

/** Changes of a waiting request by its requester. */
@Injectable()
export class RequestChangesService {
  constructor(
    private readonly repository: RequestChangesRepository,
    private readonly requests: LockedRequestsService,
    private readonly forecasts: ForecastsService,
    private readonly door: DoorService,
    private readonly clock: Clock,
  ) {}

  /**
   * A change that changes nothing is no event. 429 if the gate does not admit the new class: otherwise a request could be
   * submitted as expedite and become standard. 422 for a fixed date without a day or with one that has passed, whichever
   * of the two was changed.
   */
  async change(
    access: RequestActor,
    number: number,
    change: RequestChange,
    conditions: VersionConditions,
  ): Promise<Result<Request>> {
    const result = await this.requests.changeOwn(access, number, conditions, async (write, request) => {
      const { tx, now, record } = write;
      const { id, facts } = request;
      const { title, description, classOfService, neededBy } = facts;
      const changed = changedValues({ title, description, classOfService, neededBy }, change);
      if (!changed) return ok(null);
      const { to } = changed;
      if (lacksNeededBy({ ...facts, ...to })) return invalid('neededBy', 'fixedDateNeedsDay');
      const claim = to.classOfService === 'fixedDate' ? { neededBy: facts.neededBy, ...to } : to;
      await this.repository.check(tx, access, claim, now);
      await this.repository.change(tx, access, id, to);
      record('request.changed', [{ request: number, ...changed }]);
      return ok(null);
    });
    if (!result.ok) {
      const { classOfService: claim } = change;
      const requesterId = access.userId ?? access.guestId;
      const requester = { requesterId, now: this.clock.now(), ...(claim && { claim }) };
      return { ok: false, refusal: await this.door.explain(result.refusal, access, requester) };
    }
    const { position } = result.value;
    if (position === null) return result;
    return { ...result, value: { ...result.value, forecast: await this.forecasts.behind(access, position) } };
  }
}
