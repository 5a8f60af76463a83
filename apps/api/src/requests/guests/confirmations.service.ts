import { Injectable } from '@nestjs/common';
import type { ConfirmedFormRequest } from '@weir/contract';
import { Clock } from '../../clock.js';
import { SignedLinks } from '../../http/signed-links.js';
import { FormRatesService } from '../../intake/door/form-rates.service.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import { ok, type Refusal, type Result, refuse } from '../../result.js';
import { SubmissionsService } from '../submitting/submissions.service.js';
import { FormRequestsRepository, type StoredFormRequest } from './form-requests.repository.js';
import { GuestLinksService } from './guest-links.service.js';
import { GuestRequestsService } from './guest-requests.service.js';
import { GuestsRepository } from './guests.repository.js';

const aDay = 86_400_000;
/** How long a refused confirmation is kept after the time to come back, and in all. */
const daysAfter = 2;
const maxDaysKept = 30;

/** Confirms an address: what came by the form becomes the request of a guest. */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly links: SignedLinks,
    private readonly formRequests: FormRequestsRepository,
    private readonly guests: GuestsRepository,
    private readonly submissions: SubmissionsService,
    private readonly guestLinks: GuestLinksService,
    private readonly requests: GuestRequestsService,
    private readonly rates: FormRatesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Once. Confirmed again, it returns the same request, as long as the guest's own link is valid. A refusal at the door
   * leaves it to be confirmed later, and its link stays valid until two days after the time to come back. Its `neededBy`
   * may have passed meanwhile and is taken as it is. 409 where it has expired or the form is off, 404 for a token that was
   * not signed here.
   */
  async confirm(token: string): Promise<Result<ConfirmedFormRequest>> {
    const linked = this.links.read('formAsk', token);
    const stored = linked && (await this.formRequests.find(linked));
    if (!stored) return refuse('not-found', {}, { key: 'confirmationUnknown' });
    if (stored.requestId) return this.confirmed(stored, stored.requestId);
    const now = this.clock.now();
    if (stored.expiresAt <= now) return refuse('form-ask-expired');
    if (!stored.isFormOn) return refuse('form-switched-off');

    let submitted = await this.submit(stored, now);
    if (submitted.ok) await this.rates.confirmed(stored.email);
    let after = await this.formRequests.find(stored);
    // The guest had their data deleted meanwhile, before this form came: it makes them a new guest.
    if (!submitted.ok && submitted.refusal.code === 'not-found' && after) {
      submitted = await this.submit(stored, now);
      after = await this.formRequests.find(stored);
    }
    if (after?.requestId) return this.confirmed(after, after.requestId);
    if (submitted.ok) return refuse('not-found');
    return { ok: false, refusal: await this.keep(stored, submitted.refusal, now) };
  }

  private async submit(stored: StoredFormRequest, now: Date): Promise<Result<{ number: number }>> {
    const guestId = await this.guests.save(stored, now);
    if (!guestId) return refuse('not-found');
    const { title, description, neededBy, name: guestName } = stored;
    const requester = { ...boardOf(stored), guestId, guestName, formRequestId: stored.id, now };
    const submission = { title, description, neededBy, classOfService: 'standard' } as const;
    return this.submissions.submit(requester, submission, { key: null, unchangedSince: null });
  }

  /** The guest has shown that the address is theirs, so what they wrote is kept until they can come back. */
  private async keep(stored: StoredFormRequest, refusal: Refusal, now: Date): Promise<Refusal> {
    if (!formDoorRefusals.includes(refusal.code)) return refusal;
    const last = stored.at.getTime() + maxDaysKept * aDay;
    const wait = refusal.facts?.retryAfterSeconds;
    const back = typeof wait === 'number' ? now.getTime() + wait * 1000 + daysAfter * aDay : last;
    const confirmBy = await this.formRequests.keep(stored, new Date(Math.min(back, last)));
    return { ...refusal, facts: { ...refusal.facts, confirmBy: confirmBy.toISOString() } };
  }

  private async confirmed(
    stored: StoredFormRequest,
    requestId: string,
  ): Promise<Result<ConfirmedFormRequest>> {
    const { workspaceId } = stored;
    const found = await this.guests.byRequest(stored, requestId);
    if (!found) return refuse('not-found');
    const { guestId, number } = found;
    const guest = await this.guestLinks.activeGuest({ workspaceId, id: guestId });
    if (!guest.ok) return guest;
    const request = await this.requests.readAs({ ...boardOf(stored), guestId }, number);
    if (!request.ok) return request;
    return ok({ request: request.value, guestToken: this.guestLinks.tokenOf(guest.value) });
  }
}

function boardOf({ workspaceId, workspaceSlug, boardId, boardKey }: StoredFormRequest) {
  return { workspaceId, workspaceSlug, boardId, boardKey, userId: null, roles: [] };
}
