import { Injectable } from '@nestjs/common';
import type { LinkKind } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';
import type { CardRow } from '../cards.repository.js';

/** A link of the card as its other card has it: that one's number, and what it is to this card. */
export type OtherSide = { id: string; number: number; kind: LinkKind };
/** An item of another card's checklist that was turned into the card, and the number of that card. */
export type FormerItem = { id: string; number: number };

/** Every row of a card, in all tables. */
@Injectable()
export class DeletingRepository {
  constructor(private readonly database: Database) {}

  /** The links with cards of other boards. */
  async linksElsewhere({ workspaceId, boardId }: BoardIds, number: number): Promise<string[]> {
    const links = await this.database.cardLink.findMany({
      where: { workspaceId, boardId, card: { number }, otherBoardId: { not: boardId } },
      select: { id: true },
    });
    return links.map(({ id }) => id);
  }

  async hasLinksElsewhere(tx: Tx, { workspaceId, boardId, id: cardId }: CardRow): Promise<boolean> {
    const where = { workspaceId, boardId, cardId, otherBoardId: { not: boardId } };
    return (await tx.cardLink.count({ where })) > 0;
  }

  /** Whether a trade displaced the card, which the page of the traded request says. */
  async wasDisplaced(tx: Tx, { workspaceId, boardId, id: cardId }: CardRow): Promise<boolean> {
    return (await tx.displacement.count({ where: { workspaceId, boardId, cardId } })) > 0;
  }

  otherSides(tx: Tx, { workspaceId, boardId, id }: CardRow): Promise<OtherSide[]> {
    return tx.$queryRaw<OtherSide[]>`
      SELECT l.id, c.number, l.kind
        FROM card_links l
        JOIN cards c ON c.workspace_id = l.workspace_id AND c.board_id = l.board_id AND c.id = l.card_id
       WHERE l.workspace_id = ${workspaceId}::uuid AND l.board_id = ${boardId}::uuid
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
    // Notices of mentions name the comments.
    await tx.notice.deleteMany({ where });
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
