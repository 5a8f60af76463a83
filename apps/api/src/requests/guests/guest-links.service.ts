import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../clock.js';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { ENV, type Env } from '../../env.js';
import { networkOf } from '../../http/network.js';
import { type Linked, SignedLinks } from '../../http/signed-links.js';
import { ok, type Result, refuse } from '../../result.js';
import type { GuestAccess } from '../request-access.js';
import { type Guest, GuestsRepository } from './guests.repository.js';

/** A link is valid while a request waits or is worked on, and this many days after the last date that its guest was given. */
const linkValidDays = 365;
const aDay = 24 * 60 * 60;
const newLinksPerDay = { guest: 3, network: 20 };

/** The links in a guest's e-mails: which guest each belongs to, and how many new ones they can get. */
@Injectable()
export class GuestLinksService {
  private readonly byGuest;
  private readonly byNetwork;

  constructor(
    private readonly links: SignedLinks,
    private readonly guests: GuestsRepository,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
    pool: Pool,
  ) {
    this.byGuest = rateLimit(pool, 'guest-link', newLinksPerDay.guest, aDay);
    this.byNetwork = rateLimit(pool, 'guest-link-ip', newLinksPerDay.network, aDay);
  }

  /** The guest whose requests a link opens. In an archived workspace it opens none. */
  async guestByToken(token: string | null): Promise<Result<Guest>> {
    const guest = await this.ownerOf(token);
    return guest.ok && guest.value.isWorkspaceArchived ? refuse('workspace-archived') : guest;
  }

  /** The guest of a link; refused after it has expired, and after a newer one was made. */
  async ownerOf(token: string | null): Promise<Result<Guest>> {
    const linked = token === null ? null : this.links.readGuest(token);
    const guest = linked && (await this.find(linked));
    if (!guest) return opensNothing();
    const isCurrent = linked.since?.getTime() === guest.linkAt?.getTime();
    return isCurrent && guest.isActive ? ok(guest) : refuse('guest-link-expired');
  }

  /** A guest whose address was confirmed with another link; refused where their own link has expired. */
  async activeGuest(linked: Linked): Promise<Result<Guest>> {
    const guest = await this.find(linked);
    if (!guest || guest.isWorkspaceArchived) return refuse('not-found');
    return guest.isActive ? ok(guest) : refuse('guest-link-expired');
  }

  tokenOf({ workspaceId, id, linkAt }: Guest): string {
    return this.links.sign('guest', workspaceId, id, linkAt);
  }

  /**
   * Mails a link to the guest of a link, valid or expired, at the address that they confirmed: of their own link, or of one
   * by which they confirmed a request. It says nothing about whether there is such a guest. 429 for more than a few a day, of
   * one guest or network.
   */
  async sendNew(token: string, ip: string): Promise<Result<void>> {
    if (this.env.WEIR_SMTP_URL === undefined) return refuse('mail-not-set-up', {}, { key: 'noMail' });
    const linked = this.links.readGuest(token) ?? (await this.guestOfForm(token));
    const counted = await consume(
      [
        [this.byNetwork, networkOf(ip)],
        ...(linked
          ? [[this.byGuest, `${linked.workspaceId}/${linked.id}`] as [typeof this.byGuest, string]]
          : []),
      ],
      'newLinks',
    );
    if (!counted.ok) return counted;
    const now = this.clock.now();
    if (linked) await this.guests.mailLink(linked, { since: this.since(), now });
    return ok(undefined);
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

  private async guestOfForm(token: string): Promise<Linked | null> {
    const form = this.links.read('formAsk', token);
    return form && this.guests.ofForm(form);
  }

  private find(linked: Linked): Promise<Guest | null> {
    return this.guests.find(linked, this.since());
  }

  private since(): Date {
    return new Date(this.clock.now().getTime() - linkValidDays * aDay * 1000);
  }
}

function opensNothing(): Result<never> {
  return refuse('not-signed-in', {}, { key: 'linkOpensNothing' });
}
