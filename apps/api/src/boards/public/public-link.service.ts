import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PublicLink, PublicLinkSetting } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import { type BoardConditions, BoardWriter, type Write } from '../../writes/board-writer.js';
import { PublicLinkRepository } from './public-link.repository.js';
import { PublicLinks } from './public-links.js';

/** Switches a board's public link on and off, and renews it. */
@Injectable()
export class PublicLinkService {
  constructor(
    private readonly repository: PublicLinkRepository,
    private readonly writer: BoardWriter,
    private readonly links: PublicLinks,
  ) {}

  async read(access: BoardAccess): Promise<Result<PublicLink>> {
    return ok(this.toPublicLink(access, await this.repository.linkId(access)));
  }

  /** Makes a link, or keeps the one that there is unless it is to be renewed. */
  async set(
    access: BoardAccess,
    { renew = false }: PublicLinkSetting,
    conditions: BoardConditions,
  ): Promise<Result<PublicLink>> {
    // What is kept with the idempotency key has no token.
    const made = await this.writer.write<{ linkId: string }>(access, conditions, async (write) => {
      const known = await this.repository.linkId(access, write.tx);
      if (known && !renew) return ok({ linkId: known });
      const linkId = randomUUID();
      await this.change(write, access, known, linkId);
      return ok({ linkId });
    });
    return made.ok ? { ...made, value: this.toPublicLink(access, made.value.linkId) } : made;
  }

  /** Works on an archived board too, so that restoring the board does not publish it again. */
  remove(access: BoardAccess, conditions: BoardConditions): Promise<Result<void>> {
    const options = { ...conditions, status: 204, archived: true };
    return this.writer.write<void>(access, options, async (write) => {
      const known = await this.repository.linkId(access, write.tx);
      if (known) await this.change(write, access, known, null);
      return ok(undefined);
    });
  }

  private async change(
    { tx, record }: Write,
    access: BoardAccess,
    from: string | null,
    to: string | null,
  ): Promise<void> {
    await this.repository.setLinkId(tx, access, to);
    const isOn = (linkId: string | null) => ({ publicLink: linkId !== null });
    record('board.publicLinkChanged', [{ board: access.boardKey, from: isOn(from), to: isOn(to) }]);
  }

  private toPublicLink({ workspaceSlug: slug }: BoardAccess, linkId: string | null): PublicLink {
    return { on: linkId !== null, link: linkId && this.links.addressOf({ slug, linkId }) };
  }
}
