import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import type { RequestFacts } from '../request-document.js';

type Change = Partial<Pick<RequestFacts, 'title' | 'description' | 'classOfService' | 'neededBy'>>;

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
