import { Injectable } from '@nestjs/common';
import type { Event } from '@weir/contract';
import type { LinkKind } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';
import type { CardRow } from '../cards.repository.js';

/** A link of the card as its other card has it: that one's number, and what it is to this card. */
export type OtherSide = { id: string; number: number; kind: LinkKind };
/** An item of another card's checklist that was turned into the card, and the number of that card. */
export type FormerItem = { id: string; number: number };

/** Every row of a card, in all tables. Its watchers, its notices and their mails go with it. */
@Injectable()
export class DeletingRepository {
  constructor(private readonly database: Database) {}

  /** The number of the board's last event. */
  async boardSeq({ workspaceId, boardId }: BoardIds): Promise<bigint> {
    const where = { workspaceId_boardId: { workspaceId, boardId } };
    return (await this.database.boardClock.findUniqueOrThrow({ where, select: { seq: true } })).seq;
  }

  /** The events of a card after an event of the board, oldest first. */
  eventsAfter(tx: Tx, { workspaceId, boardId }: BoardIds, number: number, seq: bigint): Promise<Event[]> {
    return tx.$queryRaw<Event[]>`
      SELECT e.type, jsonb_build_object('id', e.actor_id) AS actor, e.changes
        FROM events e
       WHERE e.workspace_id = ${workspaceId}::uuid AND e.board_id = ${boardId}::uuid AND e.seq > ${seq}
         AND e.changes @> jsonb_build_array(jsonb_build_object('card', ${number}::int))
       ORDER BY e.seq`;
  }

  /** The boards of other cards that are linked to the card. */
  async boardsLinkedTo(tx: Tx, { workspaceId, boardId, id: cardId }: CardRow): Promise<string[]> {
    const where = { workspaceId, boardId, cardId, otherBoardId: { not: boardId } };
    const links = await tx.cardLink.findMany({ where, select: { otherBoardId: true } });
    return [...new Set(links.map(({ otherBoardId }) => otherBoardId))].sort();
  }

  /** Whether a trade displaced the card, which the page of the traded request says. */
  async wasDisplaced(tx: Tx, { workspaceId, boardId, id: cardId }: CardRow): Promise<boolean> {
    return (await tx.displacement.count({ where: { workspaceId, boardId, cardId } })) > 0;
  }

  /** The links that cards of a board have with the card. */
  otherSides(tx: Tx, { workspaceId, boardId, id }: CardRow, ofBoard: string): Promise<OtherSide[]> {
    return tx.$queryRaw<OtherSide[]>`
      SELECT l.id, c.number, l.kind
        FROM card_links l
        JOIN cards c ON c.workspace_id = l.workspace_id AND c.board_id = l.board_id AND c.id = l.card_id
       WHERE l.workspace_id = ${workspaceId}::uuid AND l.board_id = ${ofBoard}::uuid
         AND l.other_board_id = ${boardId}::uuid AND l.other_card_id = ${id}::uuid
       ORDER BY l.id`;
  }

  /** Frees the items of other cards that became the card. */
  freeItems(tx: Tx, { workspaceId, boardId, id }: CardRow): Promise<FormerItem[]> {
    return tx.$queryRaw<FormerItem[]>`
      WITH freed AS (
        UPDATE checklist_items i SET became_id = NULL
         WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid AND i.became_id = ${id}::uuid
           AND i.card_id <> ${id}::uuid
        RETURNING i.id, i.card_id)
      SELECT f.id, c.number
        FROM freed f
        JOIN cards c ON c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.id = f.card_id
       ORDER BY f.id`;
  }

  async remove(tx: Tx, { workspaceId, boardId, id: cardId }: CardRow): Promise<void> {
    const where = { workspaceId, boardId, cardId };
    await tx.comment.deleteMany({ where });
    await tx.attachment.deleteMany({ where });
    await tx.checklistItem.deleteMany({ where });
    await tx.cardAssignee.deleteMany({ where });
    await tx.cardLabel.deleteMany({ where });
    await tx.cardField.deleteMany({ where });
    await tx.cardBlock.deleteMany({ where });
    // Both rows of a link in one statement: neither may be there without the other.
    await tx.cardLink.deleteMany({
      where: {
        workspaceId,
        OR: [
          { boardId, cardId },
          { otherBoardId: boardId, otherCardId: cardId },
        ],
      },
    });
    await tx.card.deleteMany({ where: { workspaceId, boardId, id: cardId } });
  }
}
