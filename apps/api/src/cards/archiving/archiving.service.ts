import { Injectable } from '@nestjs/common';
import type { Card, RestoreCard, ToRequester } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { LimitRefusalsService } from '../../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../../result.js';
import { requireReason } from '../../writes/accepted-work.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import { CardsRepository } from '../cards.repository.js';
import { LockedCardsService } from '../locked-cards.service.js';
import { ArchivingRepository } from './archiving.repository.js';

/** Archives cards and restores them. */
@Injectable()
export class ArchivingService {
  constructor(
    private readonly repository: ArchivingRepository,
    private readonly cards: CardsRepository,
    private readonly locked: LockedCardsService,
    private readonly limitRefusals: LimitRefusalsService,
  ) {}

  /** Archives a card. Its requester reads why, if the card came from a request and is not delivered. */
  archive(
    access: BoardAccess,
    number: number,
    toRequester: ToRequester | undefined,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    const options = { ...conditions, blockedBoards: true };
    return this.locked.change(access, number, options, async (write, card) => {
      if (card.archivedAt) return ok(null);
      if (card.requestId && !card.deliveredAt) {
        await requireReason(write.tx, access, { takenOff: [number] }, toRequester);
      }
      await this.repository.setArchived(write, card, write.now);
      const to = { archivedAt: write.now.toISOString(), version: card.version + 1 };
      write.record('card.archived', [{ card: number, from: { columnId: card.columnId }, to }]);
      return ok(null);
    });
  }

  /**
   * Restores a card to the end of its own column, or of another, if that has room. As in a move, a card that is not
   * done in its half can't go to a later column. Its requester's ticket ends; if it was used for a request that waits or
   * was accepted, the database refuses, or the same work would be done twice.
   */
  async restore(
    access: BoardAccess,
    number: number,
    { columnId, toRequester }: RestoreCard & { columnId: string | undefined },
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    const options = { ...conditions, blockedBoards: true };
    const result = await this.locked.change(access, number, options, async (write, card) => {
      if (!card.archivedAt) return ok(null);
      if (columnId === undefined || columnId === card.columnId) {
        await this.repository.setArchived(write, card, null);
        const to = { columnId: card.columnId, version: card.version + 1, before: null };
        write.record('card.restored', [{ card: number, to }]);
        return ok(null);
      }
      const [from, to] = await this.repository.columns(write.tx, card, [card.columnId, columnId]);
      if (!from || !to) return invalid('columnId', 'notColumnOfBoard');
      if (from.split && !card.done && to.position > from.position) {
        return refuse('card-not-done', { card: number, columnId: from.id });
      }
      if (card.requestId && to.kind === 'queue' && (card.deliveredAt || toRequester)) {
        await requireReason(write.tx, access, { putBack: [number] }, toRequester);
      }
      const moved = await this.cards.moveToEnd(write, card, columnId);
      const unassigned = await this.cards.unassignReopened(write.tx, card);
      write.record('card.restored', [{ card: number, ...moved }, ...unassigned]);
      return ok(null);
    });
    const card = result.ok ? null : await this.cards.detail(access, number);
    if (!card) return result;
    return this.limitRefusals.explain(access, result, {
      kind: 'restore',
      card: { ...card, columnId: columnId ?? card.columnId },
    });
  }
}
