import { Injectable } from '@nestjs/common';
import type { AnswerTemplate } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';

@Injectable()
export class TemplatesRepository {
  constructor(private readonly database: Database) {}

  /** By name. */
  async list(
    { workspaceId, boardId }: BoardIds,
    tx: Pick<Tx, 'answerTemplate'> = this.database,
  ): Promise<AnswerTemplate[]> {
    const rows = await tx.answerTemplate.findMany({
      where: { workspaceId, boardId },
      select: {
        id: true,
        version: true,
        name: true,
        kind: true,
        reason: true,
        message: true,
        createdAt: true,
      },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
    // The database's enum has kinds that the contract lets no template have.
    return rows.map(({ kind, createdAt, ...row }) => ({
      ...row,
      kind: kind as AnswerTemplate['kind'],
      createdAt: createdAt.toISOString(),
    }));
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, template: AnswerTemplate): Promise<void> {
    await tx.answerTemplate.create({ data: { workspaceId, boardId, ...template } });
  }

  async change(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    change: Partial<Omit<AnswerTemplate, 'id' | 'version' | 'createdAt'>>,
  ): Promise<void> {
    const where = { workspaceId_boardId_id: { workspaceId, boardId, id } };
    await tx.answerTemplate.update({ where, data: { ...change, version: { increment: 1 } } });
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.answerTemplate.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }
}
