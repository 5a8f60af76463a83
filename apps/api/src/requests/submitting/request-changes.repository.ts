import { Injectable } from '@nestjs/common';
import type { Metadata, MetadataChange } from '@weir/contract';
import type { Deadlines } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import type { RequestFacts } from '../request-document.js';

type Change = Partial<
  Pick<RequestFacts, 'title' | 'description' | 'classOfService' | 'neededBy' | 'externalId' | 'metadata'>
>;
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

  /** Metadata after a change. Refuses too many keys, as `check` does. */
  async metadataAfter(tx: Tx, metadata: Metadata, change: MetadataChange): Promise<Metadata> {
    const [row] = await tx.$queryRaw<{ metadata: Metadata }[]>`
      SELECT weir.changed_metadata(${JSON.stringify(metadata)}::jsonb, ${JSON.stringify(change)}::jsonb) AS metadata`;
    return row?.metadata ?? {};
  }

  /** Refuses an external id that another request of the board has, as `check` does. */
  async checkExternalId(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    externalId: string,
  ): Promise<void> {
    await tx.$queryRaw`
      SELECT weir.check_external_id_of_request(${workspaceId}::uuid, ${boardId}::uuid, ${id}::uuid, ${externalId})::text`;
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

  /** The highest price in credits that the caller pays in this transaction for a class that is charged. */
  async payAtMost(tx: Tx, maxPrice: number): Promise<void> {
    await tx.$queryRaw`SELECT set_config('weir.max_price', ${String(maxPrice)}, true)`;
  }

  async change(tx: Tx, { workspaceId, boardId }: BoardIds, id: string, change: Change): Promise<void> {
    const { title = null, description = null, classOfService = null, neededBy = null } = change;
    const { externalId = null, metadata } = change;
    await tx.$executeRaw`
      UPDATE requests
         SET title = coalesce(${title}, title), description = coalesce(${description}, description),
             class_of_service = coalesce(${classOfService}::class_of_service, class_of_service),
             needed_by = CASE WHEN ${change.neededBy !== undefined} THEN ${neededBy}::date ELSE needed_by END,
             external_id = CASE WHEN ${change.externalId !== undefined} THEN ${externalId} ELSE external_id END,
             metadata = coalesce(${metadata ? JSON.stringify(metadata) : null}::jsonb, metadata),
             version = version + 1
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid`;
  }
}
