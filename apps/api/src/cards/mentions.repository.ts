import { Injectable } from '@nestjs/common';
import type { Mentions } from '@weir/contract';
import type { Tx } from '../database/prisma.js';

/** The people and teams that a comment or a card's description mentions. */
@Injectable()
export class MentionsRepository {
  async list(tx: Tx, workspaceId: string, text: string): Promise<Mentions> {
    if (!hasMentions(text)) return [];
    const [row] = await tx.$queryRaw<{ mentions: Mentions }[]>`
      SELECT weir.mentions(${workspaceId}::uuid, ${text}) AS mentions`;
    return row?.mentions ?? [];
  }
}

const hasMentions = (text: string) => /\]\((person|team):/.test(text);
