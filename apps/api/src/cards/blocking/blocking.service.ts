import { Injectable } from '@nestjs/common';
import type { Card } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import { LockedCardsService } from '../locked-cards.service.js';
import { BlockingRepository } from './blocking.repository.js';

/** Blocks and unblocks cards. Each block is a row with who, when and why. */
@Injectable()
export class BlockingService {
  constructor(
    private readonly repository: BlockingRepository,
    private readonly locked: LockedCardsService,
  ) {}

  /** Blocking a blocked card corrects the reason; the blocked time goes on. */
  block(
    access: BoardAccess,
    number: number,
    reason: string,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    return this.locked.change(access, number, conditions, async (write, card) => {
      if (card.archivedAt) return refuse('card-archived');
      const open = await this.repository.findOpen(write.tx, card);
      if (open?.reason === reason) return ok(null);
      await this.repository.block(write, access, card, open, { id: uuid(), reason });
      const from = { reason: open?.reason ?? null };
      const since = (open?.blockedAt ?? write.now).toISOString();
      const to = { reason, since, by: open?.blockedBy ?? access.userId, version: card.version + 1 };
      write.record('card.blocked', [{ card: number, from, to }]);
      return ok(null);
    });
  }

  unblock(access: BoardAccess, number: number, conditions: VersionConditions): Promise<Result<Card>> {
    return this.locked.change(access, number, conditions, async (write, card) => {
      const open = await this.repository.findOpen(write.tx, card);
      if (!open) return ok(null);
      await this.repository.unblock(write, access, card, open);
      const to = { version: card.version + 1 };
      write.record('card.unblocked', [{ card: number, from: { reason: open.reason }, to }]);
      return ok(null);
    });
  }
}
