import { Injectable } from '@nestjs/common';
import type { GuestRequest, GuestRequestList, GuestRequestParams } from '@weir/contract';
import { Clock } from '../../clock.js';
import { type Linked, SignedLinks } from '../../http/signed-links.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WithdrawingService } from '../answers/withdraw.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { RequestsService } from '../reading/requests.service.js';
import type { GuestAccess } from '../request-access.js';
import { SubmissionsService } from '../submitting/submissions.service.js';
import { guestRequestOf } from './guest-request-document.js';
import { type Guest, GuestsRepository } from './guests.repository.js';

/** A link is good while something waits, and so many days after the last word on any of it. */
const goodForDays = 365;

/** What a guest may do by the link in their e-mails: all of it with their own requests, by the rules for everybody. */
@Injectable()
export class GuestRequestsService {
  constructor(
    private readonly links: SignedLinks,
    private readonly guests: GuestsRepository,
    private readonly requests: RequestsService,
    private readonly messages: MessagesService,
    private readonly submissions: SubmissionsService,
    private readonly withdrawing: WithdrawingService,
    private readonly clock: Clock,
  ) {}

  async list(token: string | null): Promise<Result<GuestRequestList>> {
    const guest = await this.guestBy(token);
    if (!guest.ok) return guest;
    const items: GuestRequest[] = [];
    for (const at of await this.guests.requestsOf(guest.value)) {
      const request = await this.at(guest.value, at, (access) => this.readAs(access, at.number));
      if (request.ok) items.push(request.value);
    }
    const { name, email } = guest.value;
    return ok({ guest: { name, email }, items });
  }

  read(token: string | null, at: GuestRequestParams): Promise<Result<GuestRequest>> {
    return this.by(token, at, (access) => this.readAs(access, at.number));
  }

  withdraw(token: string | null, at: GuestRequestParams): Promise<Result<GuestRequest>> {
    return this.by(token, at, async (access) => {
      const done = await this.withdrawing.withdraw(access, at.number, { version: null, key: null });
      return done.ok ? this.readAs(access, at.number) : done;
    });
  }

  /** Keys of a guest are theirs alone, as those of a member are. */
  reply(
    token: string | null,
    at: GuestRequestParams,
    body: string,
    key: WriteKey | null,
  ): Promise<Result<GuestRequest>> {
    return this.by(token, at, async (access) => {
      const own = key && { ...key, callerId: access.guestId };
      const done = await this.messages.write(access, at.number, { body }, own);
      return done.ok ? this.readAs(access, at.number) : done;
    });
  }

  askAgain(token: string | null, at: GuestRequestParams): Promise<Result<GuestRequest>> {
    return this.by(token, at, async (access) => {
      const asker = { ...access, askId: null, now: this.clock.now() };
      const asked = await this.submissions.submit(asker, { follows: at.number, ticket: true }, null);
      return asked.ok ? this.readAs(access, asked.value.number) : asked;
    });
  }

  async readAs(access: GuestAccess, number: number): Promise<Result<GuestRequest>> {
    const request = await this.requests.read(access, number);
    if (!request.ok) return request;
    const messages = await this.messages.list(access, number);
    if (!messages.ok) return messages;
    const board = await this.guests.boardOf(access, access.boardKey);
    if (!board) return refuse('not-found');
    return ok(guestRequestOf(request.value, messages.value.items, board, this.clock.now()));
  }

  private async by<T>(
    token: string | null,
    at: GuestRequestParams,
    work: (access: GuestAccess) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const guest = await this.guestBy(token);
    return guest.ok ? this.at(guest.value, at, work) : guest;
  }

  private async at<T>(
    guest: Guest,
    { board: boardKey }: { board: string },
    work: (access: GuestAccess) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const board = await this.guests.boardOf(guest, boardKey);
    if (!board) return refuse('not-found');
    const { workspaceId, workspaceSlug, id: guestId } = guest;
    return work({
      workspaceId,
      workspaceSlug,
      boardId: board.id,
      boardKey,
      userId: null,
      roles: [],
      guestId,
    });
  }

  /** Whose requests a link opens; refused once it is good no longer. */
  async guestOf(linked: Linked | null): Promise<Result<Guest>> {
    const since = new Date(this.clock.now().getTime() - goodForDays * 86_400_000);
    const guest = linked && (await this.guests.find(linked, since));
    if (guest) return guest.isHeardOf ? ok(guest) : refuse('guest-link-expired');
    return refuse('not-signed-in', {}, { key: 'linkOpensNothing' });
  }

  private guestBy(token: string | null): Promise<Result<Guest>> {
    return this.guestOf(token === null ? null : this.links.read('guest', token));
  }
}
