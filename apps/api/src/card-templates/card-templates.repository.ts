import { Injectable } from '@nestjs/common';
import type { CardPreset, CardTemplate } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { Database, type Tx } from '../database/prisma.js';

@Injectable()
export class CardTemplatesRepository {
  constructor(private readonly database: Database) {}

  /** By name. */
  async list(
    { workspaceId, boardId }: BoardIds,
    tx: Pick<Tx, '$queryRaw'> = this.database,
  ): Promise<CardTemplate[]> {
    const rows = await tx.$queryRaw<{ id: string; name: string; preset: CardPreset }[]>`
      SELECT t.id, t.name, weir.card_preset(t.workspace_id, t.board_id, t.preset) AS preset
        FROM card_templates t
       WHERE t.workspace_id = ${workspaceId}::uuid AND t.board_id = ${boardId}::uuid
       ORDER BY lower(t.name), t.id`;
    return rows.map(({ id, name, preset }) => ({ id, name, ...preset }));
  }

  async add(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { id, name, ...preset }: CardTemplate,
  ): Promise<void> {
    await tx.cardTemplate.create({ data: { workspaceId, boardId, id, name, preset } });
  }

  async change(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { id, name, ...preset }: CardTemplate,
  ): Promise<void> {
    const where = { workspaceId_boardId_id: { workspaceId, boardId, id } };
    await tx.cardTemplate.update({ where, data: { name, preset } });
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.cardTemplate.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
