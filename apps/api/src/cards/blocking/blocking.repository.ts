import { Injectable } from '@nestjs/common';
import type { CardBlock } from '@weir/prisma';
import type { Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';
import type { Write } from '../../writes/board-writer.js';
import type { CardRow } from '../cards.repository.js';

@Injectable()
export class BlockingRepository {
  findOpen(tx: Tx, card: CardRow): Promise<CardBlock | null> {
    return tx.cardBlock.findFirst({ where: { ...keyOf(card), unblockedAt: null } });
  }

  async block(
    { tx, now }: Write,
    { userId }: BoardAccess,
    card: CardRow,
    open: CardBlock | null,
    { id, reason }: { id: string; reason: string },
  ): Promise<void> {
    if (open) {
      await tx.cardBlock.update({ where: blockKey(open), data: { reason } });
    } else {
      await tx.cardBlock.create({ data: { ...keyOf(card), id, reason, blockedAt: now, blockedBy: userId } });
    }
    await this.touch(tx, card);
  }

  async unblock({ tx, now }: Write, { userId }: BoardAccess, card: CardRow, open: CardBlock): Promise<void> {
    await tx.cardBlock.update({ where: blockKey(open), data: { unblockedAt: now, unblockedBy: userId } });
    await this.touch(tx, card);
  }

  private async touch(tx: Tx, { workspaceId, boardId, id }: CardRow): Promise<void> {
    await tx.card.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { version: { increment: 1 } },
    });
  }
}

function keyOf({ workspaceId, boardId, id }: CardRow) {
  return { workspaceId, boardId, cardId: id };
}

function blockKey({ workspaceId, boardId, cardId, id }: CardBlock) {
  return { workspaceId_boardId_cardId_id: { workspaceId, boardId, cardId, id } };
}
