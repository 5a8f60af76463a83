import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock.js';
import { networkOf } from '../../http/network.js';
import { Rate } from '../../http/rates/rate.js';
import { SignedLinks } from '../../http/signed-links.js';
import { ok, type Result, refuse } from '../../result.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { GuestLinksService } from './guest-links.service.js';
import { GuestsRepository } from './guests.repository.js';

/** Few, because each takes the clocks of its boards for long. Each instance counts by itself. */
const deletionsPerMinuteAndNetwork = 20;

/** Deletes what is stored of a guest when they ask for it, in an archived workspace too. */
@Injectable()
export class GuestDataService {
  private readonly deletions = new Rate(deletionsPerMinuteAndNetwork);

  constructor(
    private readonly signed: SignedLinks,
    private readonly links: GuestLinksService,
    private readonly guests: GuestsRepository,
    private readonly writer: WorkspaceWriter,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  /** Their link opens nothing afterwards, and asking again changes nothing. 429 for a network that asks too often. */
  async delete(token: string | null, ip: string): Promise<Result<void>> {
    const retryAfterSeconds = this.deletions.take(networkOf(ip), 1, this.clock.now().getTime());
    if (retryAfterSeconds > 0)
      return refuse('rate-limited', { retryAfterSeconds }, { key: 'tooManyGuestPages' });
    const guest = await this.links.ownerOf(token);
    // Whether they were erased is looked up last: a second click may be waiting while the first one erases.
    if (!guest.ok) return (await this.wasErased(token)) ? ok(undefined) : guest;
    const { workspaceId } = guest.value;
    const erased = await this.writer.write<string[]>({ workspaceId, key: null }, async ({ tx, now }) =>
      ok(await this.guests.erase(tx, guest.value, now)),
    );
    if (!erased.ok) return erased;
    for (const boardId of erased.value) this.wakeups.wake(workspaceId, boardId);
    return ok(undefined);
  }

  private async wasErased(token: string | null): Promise<boolean> {
    const linked = token === null ? null : this.signed.readGuest(token);
    return linked !== null && (await this.guests.isErased(linked));
  }
}
