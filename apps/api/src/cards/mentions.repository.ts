import { Injectable } from '@nestjs/common';
import type { Mentions } from '@weir/contract';
import type { Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/access/caller.js';
import type { Write } from '../writes/board-writer.js';

/** Whom a comment or a card's description mentions as `[@Name](person:ID)`. */
@Injectable()
export class MentionsRepository {
  async list(tx: Tx, workspaceId: string, text: string): Promise<Mentions> {
    const [row] = await tx.$queryRaw<{ mentions: Mentions }[]>`
      SELECT weir.mentions(${workspaceId}::uuid, ${text}) AS mentions`;
    return row?.mentions ?? [];
  }

  /** Notifies whom the text mentions now and did not before, once for each comment and once for a card's description. */
  async notify(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    { cardId, commentId }: { cardId: string; commentId: string | null },
    { before, after }: { before: string; after: string },
  ): Promise<void> {
    if (!after.includes('](person:')) return;
    await tx.$queryRaw`
      SELECT weir.notify_mentioned(${workspaceId}::uuid, ${boardId}::uuid, ${cardId}::uuid, ${commentId}::uuid,
                                   ${before}, ${after}, ${userId}::uuid, ${now})::text`;
  }
}
