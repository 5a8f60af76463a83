import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { GuestRequestList, Language } from '@weir/contract';
import { Clock } from '../../clock.js';
import { networkOf } from '../../http/network.js';
import { Rate } from '../../http/rates/rate.js';
import { DoorService } from '../../intake/door/door.service.js';
import { ok, type Result, refuse } from '../../result.js';
import { MessagesService } from '../messages/messages.service.js';
import { RequestsService } from '../reading/requests.service.js';
import { GuestLinksService } from './guest-links.service.js';
import { toGuestRequest } from './guest-request-document.js';
import { type Guest, GuestsRepository } from './guests.repository.js';

/** Two hundred pages of one network, which each read every ten seconds. Each instance counts by itself. */
const readsPerMinuteAndNetwork = 1200;
const aMinute = 60_000;

type Reader = { ip: string; language: Language; isKnown: (etag: string) => boolean };

/**
 * A guest's own page. It is read every few seconds while it is open, so one statement says whether it has changed: with an
 * event of a board that has a request of theirs, or, for what depends on the time, with the minute.
 */
@Injectable()
export class GuestPageService {
  private readonly reads = new Rate(readsPerMinuteAndNetwork);

  constructor(
    private readonly links: GuestLinksService,
    private readonly guests: GuestsRepository,
    private readonly requests: RequestsService,
    private readonly messages: MessagesService,
    private readonly door: DoorService,
    private readonly clock: Clock,
  ) {}

  /** `list` is null for a reader who has the current one. 429 for a network that reads too often. */
  async read(
    token: string | null,
    { ip, language, isKnown }: Reader,
  ): Promise<Result<{ etag: string; list: GuestRequestList | null }>> {
    const now = this.clock.now();
    const retryAfterSeconds = this.reads.take(networkOf(ip), 1, now.getTime());
    if (retryAfterSeconds > 0)
      return refuse('rate-limited', { retryAfterSeconds }, { key: 'tooManyGuestPages' });
    const guest = await this.links.guestByToken(token);
    if (!guest.ok) return guest;
    const etag = tagOf(guest.value, language, now);
    return ok({ etag, list: isKnown(etag) ? null : await this.list(guest.value, now) });
  }

  private async list(guest: Guest, now: Date): Promise<GuestRequestList> {
    const { workspaceId, id: guestId, name, email } = guest;
    const rows = await this.requests.ofGuest({ workspaceId, guestId }, await this.guests.requests(guest));
    const boardIds = rows.map(({ board }) => board.id);
    const shedding = await this.door.shedding(workspaceId, boardIds, now);
    const messages = await this.messages.listAll(workspaceId, rows);
    const items = rows.map(({ id, request, board }) =>
      toGuestRequest(request, messages.get(id) ?? [], board, shedding.get(board.id) ?? null, now),
    );
    return { guest: { name, email }, items };
  }
}

function tagOf({ id, name, email, seqs }: Guest, language: Language, now: Date): string {
  const minute = Math.floor(now.getTime() / aMinute);
  const state = JSON.stringify([id, name, email, seqs, language, minute]);
  return `"${createHash('sha256').update(state).digest('base64url').slice(0, 16)}"`;
}
