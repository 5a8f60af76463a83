import { Injectable } from '@nestjs/common';
import type { CardFieldsCleared, CustomField, FieldOption } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';

const inOrder = [{ position: 'asc' as const }, { id: 'asc' as const }];

@Injectable()
export class FieldsRepository {
  list(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<CustomField[]> {
    return tx.customField.findMany({
      where: { workspaceId, boardId },
      select: {
        ...{ id: true, name: true, kind: true, onCards: true },
        options: { select: { id: true, name: true, colour: true }, orderBy: inOrder },
      },
      orderBy: inOrder,
    });
  }

  async add(tx: Tx, ids: BoardIds, { options, ...field }: CustomField): Promise<void> {
    const { workspaceId, boardId } = ids;
    await tx.customField.create({ data: { workspaceId, boardId, position: 0, ...field } });
    if (options.length > 0) await this.addOptions(tx, ids, field.id, options);
  }

  /** In their order, from the first position on. */
  async addOptions(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    fieldId: string,
    options: readonly FieldOption[],
  ): Promise<void> {
    await tx.fieldOption.createMany({
      data: options.map((option, at) => ({ workspaceId, boardId, fieldId, position: at + 1, ...option })),
    });
  }

  async setOrder(tx: Tx, { workspaceId, boardId }: BoardIds, fields: readonly CustomField[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE custom_fields f SET position = o.position
        FROM unnest(${fields.map(({ id }) => id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE f.workspace_id = ${workspaceId}::uuid AND f.board_id = ${boardId}::uuid AND f.id = o.id`;
  }

  async setOptionOrder(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    fieldId: string,
    options: readonly FieldOption[],
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE field_options x SET position = o.position
        FROM unnest(${options.map(({ id }) => id)}::uuid[]) WITH ORDINALITY o (id, position)
       WHERE x.workspace_id = ${workspaceId}::uuid AND x.board_id = ${boardId}::uuid AND x.field_id = ${fieldId}::uuid AND x.id = o.id`;
  }

  async change(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    data: { name?: string; onCards?: boolean },
  ): Promise<void> {
    await tx.customField.update({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } }, data });
  }

  async changeOption(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    fieldId: string,
    id: string,
    data: Partial<Omit<FieldOption, 'id'>>,
  ): Promise<void> {
    const key = { workspaceId, boardId, fieldId, id };
    await tx.fieldOption.update({ where: { workspaceId_boardId_fieldId_id: key }, data });
  }

  /** The cards that have a value of the field, or one of its options, archived ones too. */
  countCards(tx: Tx, { workspaceId, boardId }: BoardIds, fieldId: string, choice?: string): Promise<number> {
    return tx.cardField.count({ where: { workspaceId, boardId, fieldId, choice } });
  }

  /** Takes the value, or only the option, off all cards, archived ones too, and returns the changes of the event. */
  async takeOffCards(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    fieldId: string,
    option: string | null = null,
  ): Promise<CardFieldsCleared[]> {
    const rows = await tx.$queryRaw<{ cleared: CardFieldsCleared }[]>`
      WITH gone AS (
        DELETE FROM card_fields v
         WHERE v.workspace_id = ${workspaceId}::uuid AND v.board_id = ${boardId}::uuid AND v.field_id = ${fieldId}::uuid
           AND (${option}::uuid IS NULL OR v.choice = ${option}::uuid)
        RETURNING v.card_id
      ), changed AS (
        UPDATE cards c SET version = c.version + 1
          FROM gone g
         WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.id = g.card_id
        RETURNING c.number, c.version
      )
      SELECT jsonb_build_object('card', c.number,
                                'to', jsonb_build_object('fields', jsonb_build_object(${fieldId}::text, NULL),
                                                         'version', c.version)) AS cleared
        FROM changed c
       ORDER BY c.number`;
    return rows.map(({ cleared }) => cleared);
  }

  /** With its options. No card has a value of it any more. */
  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.fieldOption.deleteMany({ where: { workspaceId, boardId, fieldId: id } });
    await tx.customField.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }

  async removeOption(tx: Tx, { workspaceId, boardId }: BoardIds, fieldId: string, id: string): Promise<void> {
    const key = { workspaceId, boardId, fieldId, id };
    await tx.fieldOption.delete({ where: { workspaceId_boardId_fieldId_id: key } });
  }
}
