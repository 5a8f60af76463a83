import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { refusalOfDatabase } from '../database/errors.js';
import { type Outcome, outcomeOf } from '../database/outcome.js';
import { Pool } from '../database/pool.js';
import { retrying } from '../database/retry.js';
import type { Credentials } from '../http/access/caller.js';
import { ok, type Result } from '../result.js';
import { BoardQueue } from './board-queue.js';
import type { WriteKey } from './idempotency.js';
import { Wakeups } from './wakeups.js';

/** A prepared statement that calls a command of prisma/sql and selects "workspaceId", "boardId" and `outcome`. */
export type CommandStatement = { name: string; text: string; values: unknown[] };

/** What a command did, and on which board. */
export type CommandResult<T> = BoardIds & { outcome: Result<T> };

type Row = BoardIds & { outcome: Outcome };

/** Runs SQL commands: each is one statement and its own transaction, in the board's queue, retried like other writes. */
@Injectable()
export class Commands {
  constructor(
    private readonly pool: Pool,
    private readonly queue: BoardQueue,
    private readonly wakeups: Wakeups,
  ) {}

  /** Null if the statement found no caller and so called no command. */
  async run<T>(
    { workspaceSlug, boardKey }: { workspaceSlug: string; boardKey: string },
    statement: CommandStatement,
  ): Promise<Result<CommandResult<T> | null>> {
    const result = await this.queue.run<Row[]>(`${workspaceSlug}/${boardKey}`, () => this.query(statement));
    if (!result.ok) return result;
    const [row] = result.value;
    if (!row) return ok(null);
    const { workspaceId, boardId } = row;
    const outcome = outcomeOf<T>(row.outcome);
    if (outcome.ok && !outcome.replayed) this.wakeups.wake(workspaceId, boardId);
    return ok({ workspaceId, boardId, outcome });
  }

  private async query(statement: CommandStatement): Promise<Result<Row[]>> {
    try {
      return ok(await retrying(async () => (await this.pool.query<Row>(statement)).rows));
    } catch (error) {
      const refusal = refusalOfDatabase(error);
      if (refusal) return { ok: false, refusal };
      throw error;
    }
  }
}

/** The values of a command's caller, $1 to $6. */
export function callerValues(credentials: Credentials): unknown[] {
  const { sessionId, userId, workspaceSlug, boardKey, roles, now } = credentials;
  return [sessionId, userId, workspaceSlug, boardKey, roles, now];
}

/** The key's route, name and body hash, as values of a statement that adds the caller itself. */
export function keyValues(key: WriteKey | null): unknown[] {
  return [key?.route ?? null, key?.key ?? null, key?.bodyHash ?? null];
}
