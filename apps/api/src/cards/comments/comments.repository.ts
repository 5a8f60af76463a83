import { Injectable } from '@nestjs/common';
import type { Comment } from '@weir/contract';
import { Database, type Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { readCursor, uuidShape } from '../../http/cursor.js';

/** A deleted comment keeps its row, without a text: erasing its writer finds the comment's events by it. */
export const deleted = '';

export type CommentRow = { cardId: string; body: string; by: string; at: Date; editedAt: Date | null };

@Injectable()
export class CommentsRepository {
  constructor(private readonly database: Database) {}

  /** One more than `size`, so that a page knows of the next; null where there is no such card. */
  async list(
    { workspaceId, boardId }: BoardAccess,
    number: number,
    { cursor, size }: { cursor: string | undefined; size: number },
  ): Promise<Comment[] | null> {
    const after = readCursor(cursor, uuidShape);
    const [row] = await this.database.$queryRaw<{ comments: Comment[] }[]>`
      SELECT coalesce((
               SELECT jsonb_agg(jsonb_build_object(
                        'id', m.id, 'text', m.body, 'mentions', weir.mentions(m.workspace_id, m.body), 'by', weir.person(m.by),
                        'at', weir.instant(m.at), 'editedAt', weir.instant(m.edited_at)) ORDER BY m.id)
                 FROM (SELECT * FROM comments x
                        WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.body <> ${deleted}
                          AND (${after}::uuid IS NULL OR x.id > ${after}::uuid)
                        ORDER BY x.id LIMIT ${size + 1}::int) m), '[]') AS comments
        FROM cards c
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.number = ${number}::int`;
    return row?.comments ?? null;
  }

  async add(
    tx: Tx,
    { workspaceId, boardId }: BoardAccess,
    cardId: string,
    comment: { id: string; body: string; by: string; at: Date },
  ): Promise<void> {
    await tx.comment.create({ data: { workspaceId, boardId, cardId, ...comment } });
  }

  find(tx: Tx, board: BoardAccess, cardId: string, id: string): Promise<CommentRow | null> {
    return tx.comment.findFirst({ where: { ...keyOf(board, cardId, id), NOT: { body: deleted } } });
  }

  async change(
    tx: Tx,
    board: BoardAccess,
    { cardId, id, ...data }: { cardId: string; id: string; body: string; editedAt: Date },
  ): Promise<void> {
    await tx.comment.updateMany({ where: keyOf(board, cardId, id), data });
  }
}

function keyOf({ workspaceId, boardId }: BoardAccess, cardId: string, id: string) {
  return { workspaceId, boardId, cardId, id };
}
