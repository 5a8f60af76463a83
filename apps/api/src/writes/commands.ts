import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { boardAfter, outcomeOf } from '../database/outcome.js';
import type { Credentials } from '../http/access/caller.js';
import type { NeededLease } from '../http/access/needed-lease.js';
import { ok, type Result } from '../result.js';
import { CommandGroups, type CommandStatement } from './command-groups.js';
import type { WriteKey } from './idempotency.js';
import { KnownPressures } from './known-pressures.js';
import { Wakeups } from './wakeups.js';

/** What a command did, and on which board. */
export type CommandResult<T> = BoardIds & { outcome: Result<T> };

/** Runs SQL commands: each is a transaction or part of one, in the board's queue, retried like other writes. */
@Injectable()
export class Commands {
  constructor(
    private readonly groups: CommandGroups,
    private readonly wakeups: Wakeups,
    private readonly pressures: KnownPressures,
  ) {}

  /** Null if the statement found no caller and so called no command. */
  async run<T>(
    { lease, ...board }: { workspaceSlug: string; boardKey: string; lease?: NeededLease },
    statement: CommandStatement,
  ): Promise<Result<CommandResult<T> | null>> {
    const result = await this.groups.run(`${board.workspaceSlug}/${board.boardKey}`, statement, lease);
    if (!result.ok) return result;
    if (!result.value) return ok(null);
    const { workspaceId, boardId } = result.value;
    const after = boardAfter(result.value.outcome);
    if (after) this.pressures.wrote(board, after);
    const outcome = outcomeOf<T>(result.value.outcome);
    if (outcome.ok && !outcome.replayed) this.wakeups.wake(workspaceId, boardId);
    return ok({ workspaceId, boardId, outcome });
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
