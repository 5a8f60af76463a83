import { Injectable } from '@nestjs/common';
import type { Mentions } from '@weir/contract';
import type { Tx } from '../database/prisma.js';

/** The people that a comment or a card's description mentions as `[@Name](person:ID)`. */
@Injectable()
export class MentionsRepository {
  async list(tx: Tx, workspaceId: string, text: string): Promise<Mentions> {
    if (!hasMentions(text)) return [];
    const [row] = await tx.$queryRaw<{ mentions: Mentions }[]>`
      SELECT weir.mentions(${workspaceId}::uuid, ${text}) AS mentions`;
    return row?.mentions ?? [];
  }
}

const hasMentions = (text: string) => text.includes('](person:');
