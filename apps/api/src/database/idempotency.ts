import { type Result, refuse } from '../result.js';
import type { Tx } from './prisma.js';

/** Names a write and its retries: same caller, route and key. Another body under them is another call. */
export type WriteKey = { callerId: string; route: string; key: string; bodyHash: Buffer };

export const noWorkspace = '00000000-0000-0000-0000-000000000000';

const keptFor = 24 * 60 * 60 * 1000;

/**
 * What the same call was answered before: its kept body, or that the key stands for another call.
 * Null where the key is new. Read it under the lock of the change, so that a twin in flight is seen.
 */
export async function formerAnswer<T>(
  tx: Tx,
  workspaceId: string,
  key: WriteKey,
  now: Date,
): Promise<Result<T> | null> {
  const kept = await tx.idempotencyKey.findUnique({
    where: { workspaceId_callerId_route_key: idOf(workspaceId, key) },
  });
  if (!kept || isOver(kept.at, now)) return null;
  if (!key.bodyHash.equals(kept.bodyHash)) return refuse('idempotency-key-reused');
  return { ok: true, value: (kept.body ?? undefined) as T, replayed: true };
}

/** Keeps an answer in the transaction of its change. False where a twin has kept its own meanwhile. */
export async function keepAnswer(
  tx: Tx,
  workspaceId: string,
  key: WriteKey,
  answer: { status: number; body: unknown; at: Date },
): Promise<boolean> {
  const body = answer.body === undefined ? null : JSON.stringify(answer.body);
  const over = new Date(answer.at.getTime() - keptFor);
  const kept = await tx.$executeRaw`
    INSERT INTO idempotency_keys AS kept (workspace_id, caller_id, route, key, body_hash, status, body, at)
    VALUES (${workspaceId}::uuid, ${key.callerId}::uuid, ${key.route}, ${key.key}, ${new Uint8Array(key.bodyHash)},
            ${answer.status}::int, ${body}::jsonb, ${answer.at})
        ON CONFLICT (workspace_id, caller_id, route, key)
        DO UPDATE SET body_hash = excluded.body_hash, status = excluded.status, body = excluded.body, at = excluded.at
     WHERE kept.at <= ${over}`;
  return kept === 1;
}

/** Forgets what is over, a few at a time. */
export async function forgetOldAnswers(tx: Tx, now: Date): Promise<void> {
  const over = new Date(now.getTime() - keptFor);
  await tx.$executeRaw`
    DELETE FROM idempotency_keys
     WHERE ctid IN (SELECT ctid FROM idempotency_keys WHERE at <= ${over} LIMIT 5000 FOR UPDATE SKIP LOCKED)`;
}

function idOf(workspaceId: string, { callerId, route, key }: WriteKey) {
  return { workspaceId, callerId, route, key };
}

function isOver(at: Date, now: Date): boolean {
  return at.getTime() <= now.getTime() - keptFor;
}
