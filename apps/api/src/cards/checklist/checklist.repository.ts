import { Injectable } from '@nestjs/common';
import type { ChecklistItem } from '@weir/contract';
import type { Tx } from '../../database/prisma.js';
import type { CardRow } from '../cards.repository.js';

const keyOf = ({ workspaceId, boardId, id: cardId }: CardRow) => ({ workspaceId, boardId, cardId });

/** The items of a card's checklist. Each write of them is a change of the card, which gets a new version. */
@Injectable()
export class ChecklistRepository {
  list(tx: Tx, card: CardRow): Promise<ChecklistItem[]> {
    return tx.checklistItem.findMany({
      where: keyOf(card),
      select: { id: true, text: true, done: true },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
  }

  async add(tx: Tx, card: CardRow, items: readonly ChecklistItem[]): Promise<void> {
    await tx.checklistItem.createMany({
      data: items.map((item) => ({ ...keyOf(card), ...item, position: 0 })),
    });
  }

  async setOrder(
    tx: Tx,
    { workspaceId, boardId, id }: CardRow,
    items: readonly ChecklistItem[],
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE checklist_items i SET position = o.position
        FROM unnest(${items.map((item) => item.id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid AND i.card_id = ${id}::uuid
         AND i.id = o.id AND i.position <> o.position`;
  }

  async change(tx: Tx, card: CardRow, id: string, data: Partial<Omit<ChecklistItem, 'id'>>): Promise<void> {
    await tx.checklistItem.updateMany({ where: { ...keyOf(card), id }, data });
  }

  async remove(tx: Tx, card: CardRow, id: string): Promise<void> {
    await tx.checklistItem.deleteMany({ where: { ...keyOf(card), id } });
  }

  async raiseVersion(tx: Tx, { workspaceId, boardId, id }: CardRow): Promise<void> {
    await tx.card.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { version: { increment: 1 } },
    });
  }
}
