import type { AcceptedWork, ToRequester } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';
import { ok, type Result, refuse } from '../result.js';

/** The cards that a write takes back before the commitment point, and those that it takes off the board, by number. */
export type Leaving = { putBack?: readonly number[]; takenOff?: readonly number[] };

/**
 * Gives the reason for the requesters to the database, whose triggers pass it on; refuses without one if any of the cards
 * came from a request. Call it under the lock of the write and before the statement that changes the cards.
 */
export async function requireReason(
  tx: Tx,
  { workspaceId, boardId }: BoardIds,
  { putBack = [], takenOff = [] }: Leaving,
  toRequester: ToRequester | undefined,
): Promise<Result<null>> {
  if (putBack.length + takenOff.length === 0) return ok(null);
  if (toRequester) {
    await setReason(tx, toRequester);
    return ok(null);
  }
  const [found] = await tx.$queryRaw<{ cards: AcceptedWork[] }[]>`
    SELECT weir.accepted_work(${workspaceId}::uuid, ${boardId}::uuid, ${[...putBack]}::int[], ${[...takenOff]}::int[]) AS cards`;
  const { cards = [] } = found ?? {};
  return cards.length > 0 ? refuse('accepted-work', { cards }) : ok(null);
}

/** Sets what the requesters of the cards that the write changes read: a code, or a text in the actor's own words. */
export async function setReason(
  tx: Tx,
  { reason, message = '' }: { reason: string; message?: string | undefined },
): Promise<void> {
  await tx.$queryRaw`SELECT weir.set_reason(${reason}, ${message})::text`;
}
