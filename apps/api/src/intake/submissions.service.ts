import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import {
  type AdmissionRefusal,
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
import { requestOf } from './request-document.js';
import { type Place, RequestsRepository } from './requests.repository.js';
import { type Submission, SubmissionsRepository } from './submissions.repository.js';

/** The door of a board: a request comes in, or is told why not and when to come back. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly repository: SubmissionsRepository,
    private readonly requests: RequestsRepository,
    private readonly access: AccessService,
  ) {}

  /**
   * One statement. 429 where the gate, the depth or the requester's quota is in the way, 409 where another
   * expedite claim waits. With a ticket: 409 before its date, once it was used, and where there is none.
   */
  async submit(
    credentials: Credentials,
    submission: Submission,
    key: WriteKey | null,
  ): Promise<Result<Request>> {
    const submitted = await this.repository.submit(credentials, uuid(), submission, key);
    if (!submitted.ok) return submitted;
    if (!submitted.value) return this.access.refusalOf(credentials);
    const { outcome, ...place } = submitted.value;
    if (!outcome.ok) return { ok: false, refusal: await this.told(outcome.refusal, place, credentials) };
    const asked = await this.requests.find(place, outcome.value.number);
    if (!asked) throw new Error(`request ${outcome.value.number} was submitted and is not there`);
    return { ...outcome, value: requestOf(asked.facts, credentials.now) };
  }

  /** The refusal in words and, at the door, with when to come back. */
  private async told(refusal: Refusal, place: Place, { userId, now }: Credentials): Promise<Refusal> {
    switch (refusal.code) {
      case 'intake-gate-shut':
      case 'intake-gate-throttled':
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

function inSentence(refusal: Refusal): Refusal {
  const told = { code: refusal.code, ...refusal.facts } as AdmissionRefusal | TicketRefusal;
  return { ...refusal, detail: inWords(told) };
}
