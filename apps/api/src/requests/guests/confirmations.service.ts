import { Injectable } from '@nestjs/common';
import type { ConfirmedFormRequest } from '@weir/contract';
import { Clock } from '../../clock.js';
import { SignedLinks } from '../../http/signed-links.js';
import { FormRatesService } from '../../intake/door/form-rates.service.js';
import { ok, type Result, refuse } from '../../result.js';
import { SubmissionsService } from '../submitting/submissions.service.js';
import { FormAsksRepository, type KeptAsk } from './form-asks.repository.js';
import { GuestRequestsService } from './guest-requests.service.js';
import { GuestsRepository } from './guests.repository.js';

/** The step from a mailbox to the queue: whoever reads the e-mail asks, as a guest. */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly links: SignedLinks,
    private readonly asks: FormAsksRepository,
    private readonly guests: GuestsRepository,
    private readonly submissions: SubmissionsService,
    private readonly requests: GuestRequestsService,
    private readonly rates: FormRatesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Once: sent again, it answers with what it became, as long as a guest's own link is good. A refusal at the door keeps
   * the ask as it is, to be confirmed later. A day by which it was needed may have passed meanwhile: it
   * comes in with it. 409 where it has expired or the form is off. 404 of what was not signed here.
   */
  async confirm(token: string): Promise<Result<ConfirmedFormRequest>> {
    const linked = this.links.read('formAsk', token);
    const ask = linked && (await this.asks.find(linked));
    if (!ask) return refuse('not-found', {}, { key: 'confirmationUnknown' });
    if (ask.requestId) return this.became(ask, ask.requestId);
    const now = this.clock.now();
    if (ask.expiresAt <= now) return refuse('form-ask-expired');
    if (!ask.isFormOn) return refuse('form-switched-off');

    const guestId = await this.guests.keep(ask, now);
    const { title, description, neededBy } = ask;
    const asker = { ...placeOf(ask), guestId, askId: ask.id, now };
    const submission = { title, description, neededBy, classOfService: 'standard' } as const;
    const submitted = await this.submissions.submit(asker, submission, null);
    if (submitted.ok) await this.rates.confirmed(ask.email);
    const after = await this.asks.find(ask);
    if (after?.requestId) return this.became(after, after.requestId);
    return submitted.ok ? refuse('not-found') : submitted;
  }

  private async became(ask: KeptAsk, requestId: string): Promise<Result<ConfirmedFormRequest>> {
    const found = await this.guests.ofRequest(ask, requestId);
    if (!found) return refuse('not-found');
    const guest = await this.requests.guestOf({ workspaceId: ask.workspaceId, id: found.guestId });
    if (!guest.ok) return guest;
    const request = await this.requests.readAs({ ...placeOf(ask), guestId: found.guestId }, found.number);
    if (!request.ok) return request;
    const guestToken = this.links.sign('guest', ask.workspaceId, found.guestId);
    return ok({ request: request.value, guestToken });
  }
}

function placeOf({ workspaceId, workspaceSlug, boardId, boardKey }: KeptAsk) {
  return { workspaceId, workspaceSlug, boardId, boardKey, userId: null, roles: [] };
}
