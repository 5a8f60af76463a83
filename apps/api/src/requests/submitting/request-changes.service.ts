import { Injectable } from '@nestjs/common';
import type { Request, RequestChange } from '@weir/contract';
import { deadlinesForNeed, lacksNeededBy } from '@weir/domain';
import { Clock } from '../../clock.js';
import { CreditRefusalsService } from '../../credits/prices/credit-refusals.service.js';
import type { BoardIds } from '../../database/board-ids.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import { invalid } from '../../http/problems/refusals.js';
import { DoorService } from '../../intake/door/door.service.js';
import { PolicyService } from '../../intake/policy/policy.service.js';
import { ok, type Result } from '../../result.js';
import type { VersionConditions, Write } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { LockedRequestsService } from '../locked-requests.service.js';
import type { RequestActor } from '../request-access.js';
import type { StoredRequest } from '../request-document.js';
import { RequestChangesRepository } from './request-changes.repository.js';

/** Changes of a waiting request by its requester. */
@Injectable()
export class RequestChangesService {
  constructor(
    private readonly repository: RequestChangesRepository,
    private readonly requests: LockedRequestsService,
    private readonly forecasts: ForecastsService,
    private readonly door: DoorService,
    private readonly policy: PolicyService,
    private readonly credits: CreditRefusalsService,
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
    let changedId: string | null = null;
    const result = await this.requests.changeOwn(access, number, conditions, async (write, request) => {
      const { tx, now, record } = write;
      const { id, facts } = request;
      changedId = id;
      const { title, description, classOfService, neededBy, externalId } = facts;
      const known = { title, description, classOfService, neededBy, externalId, metadata: facts.metadata };
      const { metadata, maxPrice, ...others } = change;
      const after = metadata && {
        metadata: await this.repository.metadataAfter(tx, facts.metadata, metadata),
      };
      const changed = changedValues(known, { ...others, ...after });
      if (!changed) return ok(null);
      const { to } = changed;
      if (lacksNeededBy({ ...facts, ...to })) return invalid('neededBy', 'fixedDateNeedsDay');
      const claim = to.classOfService === 'fixedDate' ? { neededBy: facts.neededBy, ...to } : to;
      await this.repository.check(tx, access, claim, now);
      if (to.externalId) await this.repository.checkExternalId(tx, access, id, to.externalId);
      if (maxPrice !== undefined) await this.repository.payAtMost(tx, maxPrice);
      await this.repository.change(tx, access, id, to);
      const moved =
        to.neededBy === undefined ? null : await this.moveDeadlines(write, access, request, to.neededBy);
      const { from } = changed;
      record('request.changed', [
        { request: number, from: { ...from, ...moved?.from }, to: { ...to, ...moved?.to } },
      ]);
      return ok(null);
    });
    if (!result.ok) {
      const { classOfService: claim } = change;
      const requesterId = access.userId ?? access.guestId;
      const now = this.clock.now();
      const requester = { requesterId, now, ...(claim && { claim }) };
      const refusal = await this.door.explain(result.refusal, access, requester);
      return { ok: false, refusal: await this.credits.explain(refusal, access, access, now) };
    }
    const { position } = result.value;
    // Without an id it is the answer to an earlier call with the same key.
    if (position === null || changedId === null) return result;
    const { workspaceId, boardId } = access;
    const open = { boardId, id: changedId, position };
    const [forecast = null] = await this.forecasts.ofRequests(workspaceId, [open]);
    return { ...result, value: { ...result.value, forecast } };
  }

  /** Moves the deadlines to another need. Returns the changed ones, before and after. */
  private async moveDeadlines(
    { tx, now }: Write,
    board: BoardIds,
    { id, facts }: StoredRequest,
    neededBy: string | null,
  ) {
    const policy = await this.policy.deadlinePolicyIn(tx, board);
    const waiting = { ...(await this.repository.deadlines(tx, board, id)), neededBy: facts.neededBy };
    const deadlines = deadlinesForNeed(waiting, neededBy, now, policy);
    if (!deadlines) return null;
    await this.repository.move(tx, board, id, deadlines);
    const { answerBy, expiresAt } = facts;
    const after = {
      answerBy: deadlines.answerBy.toISOString(),
      expiresAt: deadlines.expiresAt.toISOString(),
    };
    return changedValues({ answerBy, expiresAt }, after);
  }
}
