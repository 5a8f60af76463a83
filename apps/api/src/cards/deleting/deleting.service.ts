import { Injectable } from '@nestjs/common';
import type { EventChanges } from '@weir/contract';
import type { Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse, retryAfter } from '../../result.js';
import { BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { type CardRow, CardsRepository } from '../cards.repository.js';
import { LinksService } from '../links/links.service.js';
import { DeletingRepository } from './deleting.repository.js';

/** Another link may be added while the last ones are removed. */
const attempts = 5;

/**
 * Deletes archived cards for good, with their comments, checklists, files and links. The sweep deletes the contents of the
 * files. A requester whose work was taken off was told so when it was archived; nothing changes for them. The events of the
 * board keep what happened, and no other card gets the number.
 */
@Injectable()
export class DeletingService {
  constructor(
    private readonly repository: DeletingRepository,
    private readonly cards: CardsRepository,
    private readonly links: LinksService,
    private readonly writer: BoardWriter,
  ) {}

  async remove(
    access: BoardAccess,
    number: number,
    { version, key }: VersionConditions,
  ): Promise<Result<void>> {
    const options = { key, status: 204, lock: { cards: [number] } };
    for (let attempt = 1; ; attempt += 1) {
      let isLinked = false;
      const removed = await this.writer.write<void>(access, options, async ({ tx, record }) => {
        const card = await this.cards.find(tx, access, number);
        if (!card) return refuse('not-found');
        const refused = refuseStale(version, card.version) ?? (await this.refusalOf(tx, card));
        if (refused) return refused;
        isLinked = await this.repository.hasLinksElsewhere(tx, card);
        if (isLinked) return refuse('overloaded', retryAfter.busy);
        record('card.deleted', await this.changesOf(tx, access, card));
        await this.repository.remove(tx, card);
        return ok(undefined);
      });
      if (!isLinked || attempt === attempts) return removed;
      await this.unlinkElsewhere(access, number);
    }
  }

  private async refusalOf(tx: Tx, card: CardRow): Promise<Result<never> | null> {
    if (!card.archivedAt) return refuse('card-not-archived');
    return (await this.repository.wasDisplaced(tx, card)) ? refuse('card-displaced') : null;
  }

  /** Each link with another board has an event there, so it is removed in a write of its own. */
  private async unlinkElsewhere(access: BoardAccess, number: number): Promise<void> {
    for (const id of await this.repository.linksElsewhere(access, number))
      await this.links.remove(access, number, id, { version: null, key: null });
  }

  private async changesOf(
    tx: Tx,
    { boardKey: board }: BoardAccess,
    card: CardRow,
  ): Promise<EventChanges['card.deleted']> {
    const { number, title } = card;
    const others = await this.repository.otherSides(tx, card);
    const items = await this.repository.freeItems(tx, card);
    return [
      { card: number, from: { title }, to: null },
      ...others.map(({ id, number: other, kind }) => ({
        card: other,
        link: id,
        from: { kind, board, number },
        to: null,
      })),
      ...items.map(({ id, number: other }) => ({
        card: other,
        item: id,
        from: { became: number },
        to: { became: null },
      })),
    ];
  }
}
