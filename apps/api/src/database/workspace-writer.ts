import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import type { Result } from '../result.js';
import { formerAnswer, keepAnswer, noWorkspace, type WriteKey } from './idempotency.js';
import type { Tx } from './prisma.js';
import { DoAgain } from './retry.js';
import { Transactions } from './transaction.js';

export type WorkspaceWriteOptions = {
  /** Null for what belongs to no workspace: users, sessions, a new workspace. */
  workspaceId: string | null;
  key: WriteKey | null;
  /** Locks the workspace's row: for what counts its members, as the last owner. */
  lock?: boolean;
  status?: number;
};

/** Changes outside boards: they have no clock and no event; at most once a key. A refusal undoes everything. */
@Injectable()
export class WorkspaceWriter {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async write<T>(
    { workspaceId, key, lock = false, status = 200 }: WorkspaceWriteOptions,
    work: (write: { tx: Tx; now: Date }) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const keptUnder = workspaceId ?? noWorkspace;
    return this.transactions.run<T>(async (tx, rollBack) => {
      if (workspaceId && lock) {
        await tx.$queryRaw`SELECT 1 FROM workspaces WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
      }
      if (key) await awaitTwin(tx, key);
      const now = this.clock.now();
      const former = key && (await formerAnswer<T>(tx, keptUnder, key, now));
      if (former) return former;
      const result = await work({ tx, now });
      if (!result.ok) return rollBack(result);
      if (key && !(await keepAnswer(tx, keptUnder, key, { status, body: result.value, at: now })))
        throw new DoAgain();
      return result;
    });
  }
}

/** Nothing else makes the same call wait for its twin in flight: without this it would find its own slug taken. */
async function awaitTwin(tx: Tx, { callerId, route, key }: WriteKey): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${callerId} ${route} ${key}`}, 0))`;
}
