import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import { computeDeadlines } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { DoorService } from '../../intake/door/door.service.js';
import { type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { shedWords } from '../answers/shed.js';
import { DeadlinePolicyRepository } from '../deadline-policy.repository.js';
import { ShownRequestsService } from '../request-documents.service.js';
import { RequestsRepository } from '../requests.repository.js';
import { type GuestAsker, GuestSubmissionsRepository } from './guest-submissions.repository.js';
import { type Submission, SubmissionsRepository } from './submissions.repository.js';

/** A member by their session, or a guest. */
export type Asker = Credentials | GuestAsker;

/** The door of a board: a request comes in, or is told why not and when to come back. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly repository: SubmissionsRepository,
    private readonly guests: GuestSubmissionsRepository,
    private readonly policies: DeadlinePolicyRepository,
    private readonly requests: RequestsRepository,
    private readonly shown: ShownRequestsService,
    private readonly door: DoorService,
    private readonly access: AccessService,
  ) {}

  /**
   * Four statements: the policy that the deadlines are worked out by, the submission, the request as it reads, and the
   * board's flow for its forecast; a fifth keeps that. 429 where the gate, the depth or the requester's quota or rate is in the way, 409 where another expedite claim waits. With a ticket: 409 before
   * its date, once it was used, and where there is none. What comes in may be shed at once, and then has its answer.
   * A guest has no keys: what they confirm becomes a request once.
   */
  async submit(asker: Asker, submission: Submission, key: WriteKey | null): Promise<Result<Request>> {
    const { now, workspaceSlug, boardKey } = asker;
    const policy = await this.policies.called(workspaceSlug, boardKey);
    if (!policy) return this.refusalOf(asker);
    const full = { ...submission, ...computeDeadlines(now, policy), shed: shedWords(now, policy) };
    const submitted = await (isGuest(asker)
      ? this.guests.submit(asker, uuid(), full)
      : this.repository.submit(asker, uuid(), full, key));
    if (!submitted.ok) return submitted;
    if (!submitted.value) return this.refusalOf(asker);
    const { outcome, ...place } = submitted.value;
    if (!outcome.ok) {
      const by = { requesterId: isGuest(asker) ? asker.guestId : asker.userId, now };
      return { ok: false, refusal: await this.door.explain(outcome.refusal, place, by) };
    }
    const asked = await this.requests.find(place, outcome.value.number);
    if (!asked) throw new Error(`request ${outcome.value.number} was submitted and is not there`);
    const [request] = await this.shown.show(place.workspaceId, [asked]);
    return { ...outcome, value: request as Request };
  }

  /** Why nothing came of it: of a member who may not, and of an ask that somebody else has just confirmed. */
  private async refusalOf(asker: Asker): Promise<Result<never>> {
    return isGuest(asker) ? refuse('not-found') : this.access.refusalOf(asker);
  }
}

function isGuest(asker: Asker): asker is GuestAsker {
  return asker.userId === null;
}
