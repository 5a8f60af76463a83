import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock.js';
import { type Linked, SignedLinks } from '../../http/signed-links.js';
import { ok, type Result, refuse } from '../../result.js';
import type { GuestAccess } from '../request-access.js';
import { type Guest, GuestsRepository } from './guests.repository.js';

/** A link is valid while a request waits, and so many days after the last answer or notice of any. */
const linkValidDays = 365;

/** Whom the link in a guest's e-mails opens what for. */
@Injectable()
export class GuestLinksService {
  constructor(
    private readonly links: SignedLinks,
    private readonly guests: GuestsRepository,
    private readonly clock: Clock,
  ) {}

  /** The guest whose requests a link opens; refused after it has expired. */
  async guestByLink(linked: Linked | null): Promise<Result<Guest>> {
    const since = new Date(this.clock.now().getTime() - linkValidDays * 86_400_000);
    const guest = linked && (await this.guests.find(linked, since));
    if (guest) return guest.isActive ? ok(guest) : refuse('guest-link-expired');
    return refuse('not-signed-in', {}, { key: 'linkOpensNothing' });
  }

  guestByToken(token: string | null): Promise<Result<Guest>> {
    return this.guestByLink(token === null ? null : this.links.read('guest', token));
  }

  /** The guest at a board of the workspace that their link is of. */
  async accessByToken(token: string | null, boardKey: string): Promise<Result<GuestAccess>> {
    const guest = await this.guestByToken(token);
    if (!guest.ok) return guest;
    const { workspaceId, workspaceSlug, id: guestId } = guest.value;
    const board = await this.guests.board(guest.value, boardKey);
    if (!board) return refuse('not-found');
    return ok({ workspaceId, workspaceSlug, boardId: board.id, boardKey, userId: null, roles: [], guestId });
  }
}
