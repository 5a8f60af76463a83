import { Injectable } from '@nestjs/common';
import type { Deadlines } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import type { RequestFacts } from '../request-document.js';

type Change = Partial<Pick<RequestFacts, 'title' | 'description' | 'classOfService' | 'neededBy'>>;
/** The deadlines of a waiting request, and what they were computed from. */
type Waiting = Deadlines & { submittedAt: Date; pausedAt: Date | null };

@Injectable()
export class RequestChangesRepository {
  /** Refuses, like the door, a class that the gate does not admit and an invalid date, by an exception that ends the write. */
  async check(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { classOfService, neededBy }: Pick<Change, 'classOfService' | 'neededBy'>,
    now: Date,
  ): Promise<void> {
    await tx.$queryRaw`
      SELECT weir.enforce_gate(i, weir.gate_at(i, ${now}), ${classOfService ?? null}::class_of_service)::text,
             weir.check_needed_by(i, ${neededBy ?? null}::date, ${now})::text
        FROM intakes i WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid`;
  }

  /** The deadlines of a request. */
  deadlines(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<Waiting> {
    return tx.request.findUniqueOrThrow({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      select: { submittedAt: true, pausedAt: true, remindAt: true, answerBy: true, expiresAt: true },
    });
  }

  async move(tx: Tx, { workspaceId, boardId }: BoardIds, id: string, deadlines: Deadlines): Promise<void> {
    await tx.request.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: deadlines,
    });
  }

  async change(tx: Tx, { workspaceId, boardId }: BoardIds, id: string, change: Change): Promise<void> {
    const { title = null, description = null, classOfService = null, neededBy = null } = change;
    await tx.$executeRaw`
      UPDATE requests
         SET title = coalesce(${title}, title), description = coalesce(${description}, description),
             class_of_service = coalesce(${classOfService}::class_of_service, class_of_service),
             needed_by = CASE WHEN ${change.neededBy !== undefined} THEN ${neededBy}::date ELSE needed_by END,
             version = version + 1
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid`;
  }
}
