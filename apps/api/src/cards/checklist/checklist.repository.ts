import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/prisma.js';
import type { CardRow } from '../cards.repository.js';

const keyOf = ({ workspaceId, boardId, id: cardId }: CardRow) => ({ workspaceId, boardId, cardId });

/** `became`: the number of the card that it was turned into. */
export type Item = {
  id: string;
  text: string;
  done: boolean;
  assigneeId: string | null;
  dueOn: string | null;
  became: number | null;
};
type ItemValues = Partial<Omit<Item, 'id' | 'became'>> & { becameId?: string };

/** The items of a card's checklist. Each write of them is a change of the card, which gets a new version. */
@Injectable()
export class ChecklistRepository {
  async list(tx: Tx, card: CardRow): Promise<Item[]> {
    const rows = await tx.checklistItem.findMany({
      where: keyOf(card),
      select: {
        ...{ id: true, text: true, done: true, assigneeId: true, dueOn: true },
        became: { select: { number: true } },
      },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    return rows.map(({ dueOn, became, ...item }) => ({
      ...item,
      dueOn: dueOn?.toISOString().slice(0, 10) ?? null,
      became: became?.number ?? null,
    }));
  }

  async add(tx: Tx, card: CardRow, items: readonly Pick<Item, 'id' | 'text' | 'done'>[]): Promise<void> {
    await tx.checklistItem.createMany({
      data: items.map((item) => ({ ...keyOf(card), ...item, position: 0 })),
    });
  }

  async setOrder(
    tx: Tx,
    { workspaceId, boardId, id }: CardRow,
    items: readonly Pick<Item, 'id'>[],
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE checklist_items i SET position = o.position
        FROM unnest(${items.map((item) => item.id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid AND i.card_id = ${id}::uuid
         AND i.id = o.id AND i.position <> o.position`;
  }

  async change(tx: Tx, card: CardRow, id: string, { dueOn, ...values }: ItemValues): Promise<void> {
    const data = { ...values, ...(dueOn !== undefined && { dueOn: dueOn && new Date(dueOn) }) };
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
