import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { isRolledBack, refusalOfDatabase } from '../database/errors.js';
import type { Outcome } from '../database/outcome.js';
import { Pool } from '../database/pool.js';
import { retrying } from '../database/retry.js';
import type { NeededLease } from '../http/access/needed-lease.js';
import { ok, type Result } from '../result.js';
import { inSpan } from '../tracing/spans.js';
import { BoardQueue } from './board-queue.js';

/**
 * A prepared statement that calls a command of prisma/sql and selects "workspaceId", "boardId" and `outcome`. `isGrouped`:
 * calls that wait may be sent together, by `name` and `values` (prisma/sql/commands/groups.sql).
 */
export type CommandStatement = { name: string; text: string; values: unknown[]; isGrouped?: true };

export type CommandRow = BoardIds & { outcome: Outcome };

/** The row of one call of a group; without a board, it found no caller. `alone`: it did not run, and has to be sent alone. */
type GroupRow =
  | ({ alone: false } & CommandRow)
  | { alone: boolean; workspaceId: null; boardId: null; outcome: null };

type Call = {
  statement: CommandStatement;
  lease: NeededLease | undefined;
  answer: PromiseWithResolvers<Result<CommandRow | null>>;
};

/** The first call of a group is answered with the last. In larger groups a call costs hardly less. */
const mostInGroup = 16;

const groupStatement = {
  name: 'run-group',
  text: 'SELECT alone, workspace_id AS "workspaceId", board_id AS "boardId", outcome FROM weir.run_group($1, $2::jsonb)',
};

/**
 * Sends commands to the database in the board's queue. Calls of one command that wait there together are sent in one
 * statement, so a busy board pays for one round trip, transaction and commit where many write. Each is a write of its own:
 * what refuses one changes nothing about the others.
 */
@Injectable()
export class CommandGroups {
  /** Calls that wait, by board and command. */
  private readonly waiting = new Map<string, Call[]>();

  constructor(
    private readonly pool: Pool,
    private readonly queue: BoardQueue,
  ) {}

  /** Null if the statement found no caller and so called no command. */
  run(board: string, statement: CommandStatement, lease?: NeededLease): Promise<Result<CommandRow | null>> {
    // One statement runs for a group of calls, and is in the trace of one of them. The span of each call ends with it.
    return inSpan(`board queue ${statement.name}`, {}, () => this.queued(board, statement, lease));
  }

  private async queued(
    board: string,
    statement: CommandStatement,
    lease: NeededLease | undefined,
  ): Promise<Result<CommandRow | null>> {
    const kind = `${board} ${statement.name}${lease ? ' with a lease' : ''}`;
    const call: Call = { statement, lease, answer: Promise.withResolvers() };
    this.waiting.set(kind, [...(this.waiting.get(kind) ?? []), call]);
    const queued = await this.queue.run(board, async () => ok(await this.send(board, this.take(kind))));
    if (!queued.ok && this.withdraw(kind, call)) return queued;
    return call.answer.promise;
  }

  /** The calls to send now: none if they were sent with an earlier one. */
  private take(kind: string): Call[] {
    const calls = this.waiting.get(kind) ?? [];
    const size = calls[0]?.statement.isGrouped && !calls[0].lease ? mostInGroup : 1;
    this.keep(kind, calls.slice(size));
    return calls.slice(0, size);
  }

  /** Whether the call was still waiting. */
  private withdraw(kind: string, call: Call): boolean {
    const calls = this.waiting.get(kind) ?? [];
    this.keep(
      kind,
      calls.filter((other) => other !== call),
    );
    return calls.includes(call);
  }

  private keep(kind: string, calls: Call[]): void {
    if (calls.length > 0) this.waiting.set(kind, calls);
    else this.waiting.delete(kind);
  }

  private async send(board: string, calls: Call[]): Promise<void> {
    const [first, ...others] = calls;
    if (!first) return;
    if (others.length === 0) return this.sendAlone(first);
    for (const call of await this.sendTogether(first.statement.name, calls))
      void this.queueAlone(board, call);
  }

  /** Answers the calls. Returns those that have to be sent alone, and have changed nothing yet. */
  private async sendTogether(command: string, calls: Call[]): Promise<Call[]> {
    const values = [command, JSON.stringify(calls.map(({ statement }) => statement.values.map(jsonValue)))];
    try {
      const { rows } = await this.pool.query<GroupRow>({ ...groupStatement, values });
      return calls.filter(({ answer }, at) => {
        const row = rows[at];
        if (!row || row.alone) return true;
        answer.resolve(ok(row.boardId === null ? null : row));
        return false;
      });
    } catch (error) {
      if (isRolledBack(error)) return calls;
      for (const call of calls) fail(call, error);
      return [];
    }
  }

  /** In a turn of its own, so that the calls after it need not wait for what it waits for. */
  private async queueAlone(board: string, call: Call): Promise<void> {
    const queued = await this.queue.run(board, async () => ok(await this.sendAlone(call)));
    if (!queued.ok) call.answer.resolve(queued);
  }

  private async sendAlone(call: Call): Promise<void> {
    const { name, text, values } = call.statement;
    try {
      const { lease } = call;
      const { rows } = await retrying(() =>
        lease ? this.withLease(lease, call.statement) : this.pool.query<CommandRow>({ name, text, values }),
      );
      call.answer.resolve(ok(rows[0] ?? null));
    } catch (error) {
      fail(call, error);
    }
  }

  /** The same in a transaction that says which lease the command needs. */
  private async withLease(
    { card, token, externalId }: NeededLease,
    { name, text, values }: CommandStatement,
  ) {
    const client = await this.pool.connect();
    let failed: Error | undefined;
    try {
      await client.query('BEGIN');
      await client.query('SELECT weir.need_lease($1::int, $2::int, $3::text)', [card, token, externalId]);
      const result = await client.query<CommandRow>({ name, text, values });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      failed = error as Error;
      throw error;
    } finally {
      // After an error the connection is closed, which rolls back.
      client.release(failed);
    }
  }
}

function fail({ answer }: Call, error: unknown): void {
  const refusal = refusalOfDatabase(error);
  if (refusal) answer.resolve({ ok: false, refusal });
  else answer.reject(error);
}

/** A value of a statement as JSON that PostgreSQL casts to the same: bytes are written as it reads them. */
function jsonValue(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}
