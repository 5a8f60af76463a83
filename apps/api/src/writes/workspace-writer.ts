import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { type Outcome, outcomeOf } from '../database/outcome.js';
import type { Tx } from '../database/prisma.js';
import { Transactions } from '../database/transaction.js';
import type { Result } from '../result.js';
import { noWorkspace, sqlKey, type WriteKey } from './idempotency.js';

export type WorkspaceWriteOptions = {
  /** Null for what belongs to no workspace: users, sessions, a new workspace. */
  workspaceId: string | null;
  key: WriteKey | null;
  /** The actor in the log of the workspace: needed where members, invitations, imports or the workspace itself change. */
  by?: string;
  /** Locks the workspace's row, for a write that counts its members (the last owner). */
  lock?: boolean;
  status?: number;
};

/** Changes outside boards. They have no clock and no event, and happen at most once per key. A refusal undoes everything. */
@Injectable()
export class WorkspaceWriter {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async write<T>(
    { workspaceId, key, by, lock = false, status = 200 }: WorkspaceWriteOptions,
    work: (write: { tx: Tx; now: Date }) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const keptUnder = workspaceId ?? noWorkspace;
    return this.transactions.run<T>(async (tx, rollBack) => {
      const replay = key || lock || by ? await this.start(tx, keptUnder, { key, lock, by }) : null;
      if (replay) return outcomeOf<T>(replay);
      const now = this.clock.now();
      const result = await work({ tx, now });
      if (!result.ok) return rollBack(result);
      if (key) {
        const body = result.value === undefined ? null : JSON.stringify(result.value);
        await tx.$queryRaw`
          SELECT weir.keep_response(${keptUnder}::uuid, ${sqlKey(key)}, ${status}::int, ${body}::jsonb, ${now})::text`;
      }
      return result;
    });
  }

  private async start(
    tx: Tx,
    workspaceId: string,
    { key, lock, by = null }: { key: WriteKey | null; lock: boolean; by: string | null | undefined },
  ): Promise<Outcome | null> {
    const [row] = await tx.$queryRaw<{ replay: Outcome | null }[]>`
      SELECT weir.start_workspace_write(
               ${workspaceId}::uuid, ${lock}, ${sqlKey(key)}, ${this.clock.now()}, ${by}::uuid) AS replay`;
    return row?.replay ?? null;
  }
}
