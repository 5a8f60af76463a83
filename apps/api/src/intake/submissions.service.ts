import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import {
  type AdmissionRefusal,
  deadlinesOf,
  inWords,
  noForecastYet,
  retryAfterSeconds,
  type TicketRefusal,
} from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { WriteKey } from '../database/idempotency.js';
import { AccessService } from '../http/access.service.js';
import type { Credentials } from '../http/caller.js';
import { type Refusal, type Result, refuse } from '../result.js';
import { DeadlinePolicyRepository } from './deadline-policy.repository.js';
import { type GuestAsker, GuestSubmissionsRepository } from './guest-submissions.repository.js';
import { requestOf } from './request-document.js';
import { type Place, RequestsRepository } from './requests.repository.js';
import { shedWords } from './shed-words.js';
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
    private readonly access: AccessService,
  ) {}

  /**
   * Two statements: the policy that the deadlines are worked out by, and the submission. 429 where the gate, the depth
   * or the requester's quota or rate is in the way, 409 where another expedite claim waits. With a ticket: 409 before
   * its date, once it was used, and where there is none. What comes in may be shed at once, and then has its answer.
   * A guest has no keys: what they confirm becomes a request once.
   */
  async submit(asker: Asker, submission: Submission, key: WriteKey | null): Promise<Result<Request>> {
    const { now, workspaceSlug, boardKey } = asker;
    const policy = await this.policies.called(workspaceSlug, boardKey);
    if (!policy) return this.refusalOf(asker);
    const full = { ...submission, ...deadlinesOf(now, policy), shed: shedWords(now, policy) };
    const submitted = await (isGuest(asker)
      ? this.guests.submit(asker, uuid(), full)
      : this.repository.submit(asker, uuid(), full, key));
    if (!submitted.ok) return submitted;
    if (!submitted.value) return this.refusalOf(asker);
    const { outcome, ...place } = submitted.value;
    if (!outcome.ok) return { ok: false, refusal: await this.told(outcome.refusal, place, asker) };
    const asked = await this.requests.find(place, outcome.value.number);
    if (!asked) throw new Error(`request ${outcome.value.number} was submitted and is not there`);
    return { ...outcome, value: requestOf(asked.facts, now) };
  }

  /** Why nothing came of it: of a member who may not, and of an ask that somebody else has just confirmed. */
  private async refusalOf(asker: Asker): Promise<Result<never>> {
    return isGuest(asker) ? refuse('not-found') : this.access.refusalOf(asker);
  }

  /** The refusal in words and, at the door, with when to come back. */
  private async told(refusal: Refusal, place: Place, asker: Asker): Promise<Refusal> {
    const { now } = asker;
    const askerId = isGuest(asker) ? asker.guestId : asker.userId;
    switch (refusal.code) {
      case 'intake-gate-shut':
      case 'intake-gate-throttled':
      case 'intake-gate-probing':
      case 'intake-queue-full':
      case 'requester-quota-reached': {
        const ownOnly = refusal.code === 'requester-quota-reached';
        const answerBys = await this.repository.answerBys(place, ownOnly ? askerId : null);
        const gateUntil = (refusal.facts?.until as string | null | undefined) ?? null;
        const wait = {
          retryAfterSeconds: retryAfterSeconds({ now, gateUntil, answerBys }),
          forecast: noForecastYet,
        };
        return inSentence({ ...refusal, facts: { ...refusal.facts, ...wait } });
      }
      case 'requester-rate-reached': {
        const span = refusal.facts?.per === 'hour' ? anHour : aDay;
        const since = new Date(now.getTime() - span);
        const earliest = (await this.repository.earliestSince(place, askerId, since)) ?? now;
        const free = new Date(earliest.getTime() + span);
        const wait = { retryAfterSeconds: retryAfterSeconds({ now, answerBys: [free] }) };
        return inSentence({ ...refusal, facts: { ...refusal.facts, ...wait } });
      }
      case 'expedite-claim-waiting':
      case 'not-deferred':
      case 'already-asked':
      case 'too-early':
        return inSentence(refusal);
      default:
        return refusal;
    }
  }
}

function isGuest(asker: Asker): asker is GuestAsker {
  return asker.userId === null;
}

const anHour = 3_600_000;
const aDay = 24 * anHour;

function inSentence(refusal: Refusal): Refusal {
  const told = { code: refusal.code, ...refusal.facts } as AdmissionRefusal | TicketRefusal;
  return { ...refusal, detail: inWords(told) };
}
