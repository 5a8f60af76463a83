import { Injectable } from '@nestjs/common';
import type { AcceptPart, AnswerKind, EventChanges, NotNowReason } from '@weir/contract';
import type { Forecast } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { BoardIds } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';
import type { Write } from '../../writes/board-writer.js';

/** The changes of an answer, as its event describes them. */
export type AnswerChanges = EventChanges['request.answered'];

export type NewAnswerRow = {
  kind: AnswerKind;
  reason?: NotNowReason;
  message?: string | undefined;
  /** The title of the part that is accepted. */
  part?: string;
  until?: string;
  duplicateOfId?: string;
};

@Injectable()
export class AnswersRepository {
  /** By `userId`; null: by a guest or in the system's name. The trigger on answers marks the request as answered. */
  async add(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardIds & { userId: string | null },
    requestId: string,
    answer: NewAnswerRow,
  ): Promise<void> {
    const { kind, reason = null, message = null, part = null, until = null, duplicateOfId = null } = answer;
    await tx.$executeRaw`
      INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, part, until, duplicate_of_id, by, at)
      VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${requestId}::uuid, ${kind}::answer_kind,
              ${reason}::answer_reason, ${message}, ${part}, ${until}::date, ${duplicateOfId}::uuid, ${userId}::uuid, ${now})`;
  }

  /** Adds the request for the remaining part of a request that is accepted in part, and defers it. */
  async deferRest(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    requestId: string,
    rest: AcceptPart['rest'],
  ): Promise<{ number: number; changes: AnswerChanges }> {
    const [row] = await tx.$queryRaw<{ changes: AnswerChanges }[]>`
      SELECT weir.defer_rest(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now}::timestamptz, ${requestId}::uuid,
                             ${JSON.stringify({ id: uuid(), ...rest })}::jsonb) AS changes`;
    const [made] = row?.changes ?? [];
    if (!row || !made || !('request' in made)) throw new Error('defer_rest returned nothing');
    return { number: made.request, changes: row.changes };
  }

  /** Adds the expected date to the notices of a request that was just accepted. */
  async announceExpected(
    { tx, now }: Write,
    { workspaceId, boardId }: BoardIds,
    requestId: string,
    expected: Forecast,
  ): Promise<void> {
    await tx.$executeRaw`
      SELECT weir.announce_at_answer(${workspaceId}::uuid, ${boardId}::uuid, ${requestId}::uuid, ${now}::timestamptz,
                                 ${JSON.stringify(expected)}::jsonb)`;
  }

  /** Makes the requester and the watchers of `duplicate` watch `original`, so that they are notified of its answer. */
  async addWatchers(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    duplicate: string,
    original: string,
  ): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
      SELECT p.workspace_id, p.board_id, ${original}::uuid, gen_random_uuid(), p.user_id, p.guest_id
        FROM weir.request_people p
        JOIN requests r ON r.workspace_id = p.workspace_id AND r.board_id = p.board_id AND r.id = ${original}::uuid
       WHERE p.workspace_id = ${workspaceId}::uuid AND p.board_id = ${boardId}::uuid AND p.request_id = ${duplicate}::uuid
         AND coalesce(p.user_id, p.guest_id) <> coalesce(r.requester_id, r.guest_id)
      ON CONFLICT DO NOTHING`;
  }
}
