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
import type { Refusal, Result } from '../result.js';
import { DeadlinePolicyRepository } from './deadline-policy.repository.js';
import { requestOf } from './request-document.js';
import { type Place, RequestsRepository } from './requests.repository.js';
import { shedWords } from './shed-words.js';
import { type Submission, SubmissionsRepository } from './submissions.repository.js';

/** The door of a board: a request comes in, or is told why not and when to come back. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly repository: SubmissionsRepository,
    private readonly policies: DeadlinePolicyRepository,
    private readonly requests: RequestsRepository,
    private readonly access: AccessService,
  ) {}

  /**
   * Two statements: the policy that the deadlines are worked out by, and the submission. 429 where the gate, the depth
   * or the requester's quota or rate is in the way, 409 where another expedite claim waits. With a ticket: 409 before
   * its date, once it was used, and where there is none. What comes in may be shed at once, and then has its answer.
   */
  async submit(
    credentials: Credentials,
    submission: Submission,
    key: WriteKey | null,
  ): Promise<Result<Request>> {
    const { now, workspaceSlug, boardKey } = credentials;
    const policy = await this.policies.called(workspaceSlug, boardKey);
    if (!policy) return this.access.refusalOf(credentials);
    const workedOut = { ...deadlinesOf(now, policy), shed: shedWords(now, policy) };
    const submitted = await this.repository.submit(credentials, uuid(), { ...submission, ...workedOut }, key);
    if (!submitted.ok) return submitted;
    if (!submitted.value) return this.access.refusalOf(credentials);
    const { outcome, ...place } = submitted.value;
    if (!outcome.ok) return { ok: false, refusal: await this.told(outcome.refusal, place, credentials) };
    const asked = await this.requests.find(place, outcome.value.number);
    if (!asked) throw new Error(`request ${outcome.value.number} was submitted and is not there`);
    return { ...outcome, value: requestOf(asked.facts, now) };
  }

  /** The refusal in words and, at the door, with when to come back. */
  private async told(refusal: Refusal, place: Place, { userId, now }: Credentials): Promise<Refusal> {
    switch (refusal.code) {
      case 'intake-gate-shut':
      case 'intake-gate-throttled':
      case 'intake-gate-probing':
      case 'intake-queue-full':
      case 'requester-quota-reached': {
        const ownOnly = refusal.code === 'requester-quota-reached';
        const answerBys = await this.repository.answerBys(place, ownOnly ? userId : null);
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
        const earliest = (await this.repository.earliestSince(place, userId, since)) ?? now;
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

const anHour = 3_600_000;
const aDay = 24 * anHour;

function inSentence(refusal: Refusal): Refusal {
  const told = { code: refusal.code, ...refusal.facts } as AdmissionRefusal | TicketRefusal;
  return { ...refusal, detail: inWords(told) };
}
