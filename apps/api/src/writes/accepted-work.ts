import type { ToRequester } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';

/** The cards that a write takes back before the commitment point, and those that it takes off the board, by number. */
export type Leaving = { putBack?: readonly number[]; takenOff?: readonly number[] };

/**
 * Gives the reason for the requesters to the database, whose triggers pass it on. The database refuses the write if any of
 * the cards came from a request and there is no reason. Call it under the lock of the write and before the statement that
 * changes the cards.
 */
export async function requireReason(
  tx: Tx,
  { workspaceId, boardId }: BoardIds,
  { putBack = [], takenOff = [] }: Leaving,
  toRequester: ToRequester | undefined,
): Promise<void> {
  if (putBack.length + takenOff.length === 0) return;
  await tx.$queryRaw`
    SELECT weir.require_reason(${workspaceId}::uuid, ${boardId}::uuid, ${[...putBack]}::int[], ${[...takenOff]}::int[],
                               ${JSON.stringify(toRequester ?? null)}::jsonb)::text`;
}

/** Sets what the requesters of the cards that the write changes read: a code, or a text in the actor's own words. */
export async function setReason(
  tx: Tx,
  { reason, message = '' }: { reason: string; message?: string | undefined },
): Promise<void> {
  await tx.$queryRaw`SELECT weir.set_reason(${reason}, ${message})::text`;
}
