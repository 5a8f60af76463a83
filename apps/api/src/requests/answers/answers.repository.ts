import { Injectable } from '@nestjs/common';
import type { AnswerKind, NotNowReason } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

export type Given = {
  kind: AnswerKind;
  reason?: NotNowReason;
  message?: string | undefined;
  until?: string;
  duplicateOfId?: string;
  /** Null: in the system's name. */
  by: string | null;
  at: Date;
};

@Injectable()
export class AnswersRepository {
  constructor(private readonly pool: Pool) {}

  /** The trigger on answers marks the request answered, and raises its version. */
  async give(tx: Tx, { workspaceId, boardId }: BoardIds, requestId: string, answer: Given): Promise<void> {
    const { kind, reason = null, message = null, until = null, duplicateOfId = null, by, at } = answer;
    await tx.$executeRaw`
      INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, until, duplicate_of_id, by, at)
      VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${requestId}::uuid, ${kind}::answer_kind,
              ${reason}::answer_reason, ${message}, ${until}::date, ${duplicateOfId}::uuid, ${by}::uuid, ${at})`;
  }

  /** Whoever asked for `from`, or the same as it, is told of the answer of `to` from now on. */
  async watchAs(tx: Tx, { workspaceId, boardId }: BoardIds, from: string, to: string): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
      SELECT p.workspace_id, p.board_id, ${to}::uuid, gen_random_uuid(), p.user_id, p.guest_id
        FROM weir.request_people p
        JOIN requests r ON r.workspace_id = p.workspace_id AND r.board_id = p.board_id AND r.id = ${to}::uuid
       WHERE p.workspace_id = ${workspaceId}::uuid AND p.board_id = ${boardId}::uuid AND p.request_id = ${from}::uuid
         AND coalesce(p.user_id, p.guest_id) <> coalesce(r.requester_id, r.guest_id)
      ON CONFLICT DO NOTHING`;
  }

  /** Where a card stands; nothing where there is none. */
  async placeOf(
    { workspaceId, boardId }: BoardIds,
    card: number,
  ): Promise<{ columnId?: string; swimlaneId?: string | null }> {
    const { rows } = await this.pool.query<{ columnId: string; swimlaneId: string | null }>({
      name: 'place-of-card',
      text: `SELECT column_id AS "columnId", swimlane_id AS "swimlaneId" FROM cards
              WHERE workspace_id = $1 AND board_id = $2 AND number = $3`,
      values: [workspaceId, boardId, card],
    });
    return rows[0] ?? {};
  }

  async timeZone(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<string> {
    const [intake] = await tx.$queryRaw<{ timeZone: string }[]>`
      SELECT time_zone AS "timeZone" FROM intakes
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid`;
    if (!intake) throw new Error('a board without an intake');
    return intake.timeZone;
  }
}
