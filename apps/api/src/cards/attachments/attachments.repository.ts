import { Injectable } from '@nestjs/common';
import type { Attachment } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';
import type { WriteKey } from '../../writes/idempotency.js';

export type AttachmentRow = {
  id: string;
  name: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  by: string;
  at: Date;
};

/** The attachments of a card and the card's version. */
type CardFiles = { version: number; attachments: Attachment[] };

@Injectable()
export class AttachmentsRepository {
  constructor(private readonly database: Database) {}

  /** Null where there is no such card. */
  async list({ workspaceId, boardId }: BoardIds, number: number): Promise<CardFiles | null> {
    const [row] = await this.database.$queryRaw<CardFiles[]>`
      SELECT c.version, coalesce((
               SELECT jsonb_agg(jsonb_build_object(
                        'id', a.id, 'name', a.name, 'type', a.type, 'bytes', a.bytes, 'width', a.width, 'height', a.height,
                        'by', weir.person(a.by), 'at', weir.instant(a.at)) ORDER BY a.id)
                 FROM attachments a
                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id), '[]') AS attachments
        FROM cards c
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.number = ${number}::int`;
    return row ?? null;
  }

  read({ workspaceId, boardId }: BoardIds, number: number, id: string): Promise<AttachmentRow | null> {
    return this.database.attachment.findFirst({
      where: { workspaceId, boardId, id, card: { number } },
      omit: { workspaceId: true, boardId: true, cardId: true },
    });
  }

  /** Whether a response is kept under a key, of any age. */
  async isKept({ workspaceId }: BoardIds, writeKey: WriteKey | null): Promise<boolean> {
    if (!writeKey) return false;
    const { callerId, route, key } = writeKey;
    return (await this.database.idempotencyKey.count({ where: { workspaceId, callerId, route, key } })) > 0;
  }

  /** The number of a card; null for a missing one. */
  async numberOf(tx: Tx, { workspaceId, boardId }: BoardIds, cardId: string): Promise<number | null> {
    const card = await tx.card.findFirst({
      where: { workspaceId, boardId, id: cardId },
      select: { number: true },
    });
    return card?.number ?? null;
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, cardId: string, row: AttachmentRow): Promise<void> {
    await tx.attachment.create({ data: { workspaceId, boardId, cardId, ...row } });
  }

  find(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    cardId: string,
    id: string,
  ): Promise<AttachmentRow | null> {
    return tx.attachment.findFirst({
      where: { workspaceId, boardId, cardId, id },
      omit: { workspaceId: true, boardId: true, cardId: true },
    });
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, cardId: string, id: string): Promise<void> {
    await tx.attachment.deleteMany({ where: { workspaceId, boardId, cardId, id } });
  }
}
