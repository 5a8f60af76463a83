import { Injectable } from '@nestjs/common';
import type { CardUnlabelled, Label, LabelChange } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';

@Injectable()
export class LabelsRepository {
  list(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<Label[]> {
    return tx.label.findMany({
      where: { workspaceId, boardId },
      select: { id: true, name: true, colour: true },
    });
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, label: Label): Promise<void> {
    await tx.label.create({ data: { workspaceId, boardId, ...label } });
  }

  async change(tx: Tx, { workspaceId, boardId }: BoardIds, id: string, data: LabelChange): Promise<void> {
    await tx.label.update({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } }, data });
  }

  /** Archived cards too. */
  countCards(tx: Tx, { workspaceId, boardId }: BoardIds, labelId: string): Promise<number> {
    return tx.cardLabel.count({ where: { workspaceId, boardId, labelId } });
  }

  /** Takes the label off all cards, archived ones too, and returns the changes of the event. */
  async takeOffCards(tx: Tx, { workspaceId, boardId }: BoardIds, labelId: string): Promise<CardUnlabelled[]> {
    const rows = await tx.$queryRaw<{ unlabelled: CardUnlabelled }[]>`
      WITH gone AS (
        DELETE FROM card_labels l
         WHERE l.workspace_id = ${workspaceId}::uuid AND l.board_id = ${boardId}::uuid AND l.label_id = ${labelId}::uuid
        RETURNING l.card_id
      ), changed AS (
        UPDATE cards c SET version = c.version + 1
          FROM gone g
         WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.id = g.card_id
        RETURNING c.number, c.version
      )
      SELECT jsonb_build_object('card', c.number,
                                'from', jsonb_build_object('labelId', ${labelId}::uuid),
                                'to', jsonb_build_object('labelId', NULL, 'version', c.version)) AS unlabelled
        FROM changed c
       ORDER BY c.number`;
    return rows.map(({ unlabelled }) => unlabelled);
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.label.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
