import { Injectable } from '@nestjs/common';
import type { CardPlace, CardUnassigned } from '@weir/contract';
import type { CardBlock, Card as CardRow, Column } from '@weir/prisma';
import type { Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/access/caller.js';
import type { Write } from '../writes/board-writer.js';

type Key = Pick<CardRow, 'workspaceId' | 'boardId' | 'id'>;

@Injectable()
export class StandingRepository {
  /** To the end of another column than it stands in, out of the archive too; its place before and after. */
  async toEndOf({ tx, now }: Write, card: CardRow, columnId: string) {
    const [moved] = await tx.$queryRaw<{ from: CardPlace; to: CardPlace }[]>`
      WITH moved AS (
        UPDATE cards c
           SET column_id = k.id,
               done = false,
               archived_at = NULL,
               rank = weir.rank_for(c.workspace_id, c.board_id, k.id, c.number, NULL, NULL),
               version = c.version + 1,
               entered_column_at = ${now},
               committed_at = weir.committed_at(k.kind, c.committed_at, ${now}),
               delivered_at = weir.delivered_at(k.kind, c.delivered_at, ${now})
          FROM columns k
         WHERE c.workspace_id = ${card.workspaceId}::uuid AND c.board_id = ${card.boardId}::uuid AND c.id = ${card.id}::uuid
           AND k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = ${columnId}::uuid
        RETURNING c.*
      )
      SELECT weir.card_position(c) AS "from", weir.card_position(m::cards) AS "to"
        FROM (SELECT moved.* FROM moved) m
        JOIN cards c ON c.workspace_id = m.workspace_id AND c.board_id = m.board_id AND c.id = m.id`;
    if (!moved) throw new Error(`card ${card.number} was not moved`);
    return moved;
  }

  async firstQueue(tx: Tx, { workspaceId, boardId }: Key): Promise<string> {
    const where = { workspaceId, boardId, kind: 'queue' as const };
    const { id } = await tx.column.findFirstOrThrow({ where, orderBy: { position: 'asc' } });
    return id;
  }

  /** Of a card that was delivered and is not any more: who lets go of it, as the event tells it. */
  async takenUp(tx: Tx, { workspaceId, boardId, id, deliveredAt }: CardRow): Promise<CardUnassigned[]> {
    if (!deliveredAt) return [];
    const [row] = await tx.$queryRaw<{ gone: CardUnassigned[] }[]>`
      SELECT weir.unassign_reopened(${workspaceId}::uuid, ${boardId}::uuid, ARRAY[${id}::uuid]) AS gone`;
    return row?.gone ?? [];
  }

  /** Those whom the request concerns, but for who put it back, in the app and by e-mail. */
  async tellPutBack(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    requestId: string,
    said: { reason: string; message: string | null },
  ): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
      SELECT ${workspaceId}::uuid, gen_random_uuid(), p.user_id, p.guest_id, ${boardId}::uuid, 'putBack',
             ${requestId}::uuid, ${JSON.stringify(said)}::jsonb, ${now}
        FROM weir.people_of_request(${workspaceId}::uuid, ${boardId}::uuid, ${requestId}::uuid) p
       WHERE p.user_id IS DISTINCT FROM ${userId}::uuid OR p.user_id IS NULL`;
  }

  openBlock(tx: Tx, card: Key): Promise<CardBlock | null> {
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

  /** Out of its place, or (null) back to the end of its column. */
  async archive({ tx }: Write, card: CardRow, at: Date | null): Promise<void> {
    await tx.$executeRaw`
      UPDATE cards c
         SET archived_at = ${at},
             version = c.version + 1,
             rank = weir.rank_for(c.workspace_id, c.board_id, c.column_id, c.number, NULL, NULL)
       WHERE c.workspace_id = ${card.workspaceId}::uuid AND c.board_id = ${card.boardId}::uuid AND c.id = ${card.id}::uuid`;
  }

  /** Columns of the card's board in the order in which they are named; undefined for what is none of its. */
  async columns(tx: Tx, { workspaceId, boardId }: Key, ids: string[]): Promise<(Column | undefined)[]> {
    const found = await tx.column.findMany({ where: { workspaceId, boardId, id: { in: ids } } });
    return ids.map((id) => found.find((column) => column.id === id));
  }

  private async touch(tx: Tx, { workspaceId, boardId, id }: Key): Promise<void> {
    await tx.card.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { version: { increment: 1 } },
    });
  }
}

function keyOf({ workspaceId, boardId, id }: Key) {
  return { workspaceId, boardId, cardId: id };
}

function blockKey({ workspaceId, boardId, cardId, id }: CardBlock) {
  return { workspaceId_boardId_cardId_id: { workspaceId, boardId, cardId, id } };
}
