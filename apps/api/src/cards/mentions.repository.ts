import { Injectable } from '@nestjs/common';
import type { Mentions } from '@weir/contract';
import type { Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/access/caller.js';
import type { Write } from '../writes/board-writer.js';

/** The people that a comment or a card's description mentions as `[@Name](person:ID)`. */
@Injectable()
export class MentionsRepository {
  async list(tx: Tx, workspaceId: string, text: string): Promise<Mentions> {
    if (!hasMentions(text)) return [];
    const [row] = await tx.$queryRaw<{ mentions: Mentions }[]>`
      SELECT weir.mentions(${workspaceId}::uuid, ${text}) AS mentions`;
    return row?.mentions ?? [];
  }

  /**
   * Notifies the people that a card's new description mentions and its old one did not. The database does the same for
   * comments.
   */
  async notify(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    cardId: string,
    { before, after }: { before: string; after: string },
  ): Promise<void> {
    if (!hasMentions(after)) return;
    await tx.$queryRaw`
      SELECT weir.notify_mentioned(${workspaceId}::uuid, ${boardId}::uuid, ${cardId}::uuid, NULL::uuid,
                                   ${before}, ${after}, ${userId}::uuid, ${now})::text`;
  }
}

const hasMentions = (text: string) => text.includes('](person:');
