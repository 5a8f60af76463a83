import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import { computeDeadlines } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { CreditRefusalsService } from '../../credits/prices/credit-refusals.service.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { DoorService } from '../../intake/door/door.service.js';
import { PolicyService } from '../../intake/policy/policy.service.js';
import { type Result, refuse } from '../../result.js';
import type { BoardConditions } from '../../writes/board-writer.js';
import { shedAnswer } from '../answers/shed.js';
import { RequestForecastsService } from '../request-forecasts.service.js';
import { RequestsRepository } from '../requests.repository.js';
import { type GuestRequester, type Submission, SubmissionsRepository } from './submissions.repository.js';

/** A member by their session, or a guest. */
type Requester = Credentials | GuestRequester;

/** Submits requests: new ones, and answered ones that are asked again with a ticket. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly repository: SubmissionsRepository,
    private readonly policy: PolicyService,
    private readonly requests: RequestsRepository,
    private readonly forecasts: RequestForecastsService,
    private readonly door: DoorService,
    private readonly access: AccessService,
    private readonly credits: CreditRefusalsService,
  ) {}

  /**
   * Four statements: the policy for the deadlines, the submission, the request's document, and the board's flow for its
   * forecast; a fifth stores the forecast. 429 if the door refuses, 409 if another expedite claim waits. With a ticket:
   * 409 before its date, after it was used, and if there is none. A request can be shed at once and then has its answer.
   * While the workspace prices its intake: 429 without enough credits, 409 if the price is above the one that the caller saw.
   * A form request needs no idempotency key: it becomes one request.
   */
  async submit(
    requester: Requester,
    submission: Submission,
    conditions: BoardConditions,
  ): Promise<Result<Request>> {
    const { now } = requester;
    const isAgain = 'ticket' in submission;
    const policy = await this.policy.deadlinePolicyByKey(requester, isAgain ? submission.follows : null);
    if (!policy) return this.refusalOf(requester);
    const neededBy = isAgain ? policy.neededBy : (submission.neededBy ?? null);
    const full = { ...submission, ...computeDeadlines(now, policy, neededBy), shed: shedAnswer(now, policy) };
    const submitted = await (isGuest(requester)
      ? this.repository.submitAsGuest(requester, uuid(), full, conditions.key)
      : this.repository.submit(requester, uuid(), full, conditions));
    if (!submitted.ok) return submitted;
    if (!submitted.value) return this.refusalOf(requester);
    const { outcome, ...board } = submitted.value;
    if (!outcome.ok) {
      const requesterId = isGuest(requester) ? requester.guestId : requester.userId;
      const refusal = await this.door.explain(outcome.refusal, board, { requesterId, now });
      return { ok: false, refusal: await this.credits.explain(refusal, board, requester, now) };
    }
    const stored = await this.requests.find(board, outcome.value.number);
    if (!stored) throw new Error(`request ${outcome.value.number} was submitted and is not there`);
    const [request] = await this.forecasts.toRequests(board.workspaceId, [stored]);
    return { ...outcome, value: request as Request };
  }

  /** Why the statement found nothing: the member can't submit here, or the form request was confirmed at the same time. */
  private async refusalOf(requester: Requester): Promise<Result<never>> {
    return isGuest(requester) ? refuse('not-found') : this.access.refusalOf(requester);
  }
}

function isGuest(requester: Requester): requester is GuestRequester {
  return requester.userId === null;
}
