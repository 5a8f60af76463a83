import { Injectable } from '@nestjs/common';
import { can, type EventChanges, type EventType, type Override, type Role } from '@weir/contract';
import { Prisma } from '@weir/prisma';
import { Clock } from '../clock.js';
import type { BoardIds, BoardNamed } from '../database/board-ids.js';
import { boardAfter, type Outcome, outcomeOf } from '../database/outcome.js';
import type { Tx } from '../database/prisma.js';
import { Transactions } from '../database/transaction.js';
import type { NeededLease } from '../http/access/needed-lease.js';
import { ok, type Result } from '../result.js';
import { BoardQueue } from './board-queue.js';
import { sqlKey, type WriteKey } from './idempotency.js';
import { KnownPressures } from './known-pressures.js';
import { areNumbered, lockNewRows, lockRows, type RowLocks } from './row-locks.js';
import { Wakeups } from './wakeups.js';

/** The board to write to, and who writes in one of which roles. `userId` null is the system or a guest. */
export type Writer = BoardIds & { userId: string | null; roles: readonly Role[]; lease?: NeededLease };

/** A board by its names. Its writes share one queue with the commands, which know no ids. */
type Named = { workspaceSlug: string; boardKey: string };

/** The conditions of a write to one card or request: at most once per key, and only as its caller saw it. */
export type VersionConditions = { key: WriteKey | null; version: number | null };

/** The conditions of a write to the board itself: at most once per key, and only as its caller saw it. */
export type BoardConditions = { key: WriteKey | null; unchangedSince: number | null };

export type WriteOptions = {
  key: WriteKey | null;
  /** What the work changes. It is locked before the clock. */
  lock?: RowLocks;
  /** The board's seq that the caller saw, if the write is only for an unchanged board. */
  unchangedSince?: number | null;
  /** The status of a success, kept with the idempotency key. */
  status?: number;
  /** Whether the board may be archived: only for the write that restores it. */
  archived?: boolean;
  /** The limits of mode `reason` that the write overrides, and why; 403 for a role that may not. */
  override?: Override | undefined;
  /** The id of a second board that the write changes too, under both clocks and with an event on each. */
  also?: string | undefined;
};

export type Write = {
  tx: Tx;
  /** The number of this write's event. */
  seq: bigint;
  /** The time of this write's events: the instance's, or that of the board's last event where it is later. */
  now: Date;
  /** The writer's role now, read under the clock; null for the system and for guests. */
  role: Role | null;
  /** Records what happened, once. Without it the work has changed nothing, and there is no event. */
  record<Type extends EventType>(type: Type, changes: EventChanges[Type]): void;
  /** Records what happened on the second board, under its own number. */
  recordThere<Type extends EventType>(type: Type, changes: EventChanges[Type]): void;
  /** Records what happened on another board, whose clock the write has locked, under its own number. */
  recordOn<Type extends EventType>(boardId: string, type: Type, changes: EventChanges[Type]): void;
};

type Started = {
  locked: number;
  seq: bigint;
  alsoSeq: bigint | null;
  now: Date;
  role: Role | null;
  outcome: Outcome | null;
};
/** The number and the time of an event. */
export type EventStamp = { seq: bigint; at: Date };
type Finished = Outcome & { seq: number };
/** What a write changed: boards by their ids, and the first of them as it is now. */
type Written = { boards: Set<string>; outcome: Finished | null };
type RecordedEvent = { type: EventType; changes: object[] };

/**
 * Writes to a board that are not one SQL command. The database starts and finishes them as it does the commands
 * (prisma/sql/commands/write.sql): under the clock, with one event, at most once per key.
 */
@Injectable()
export class BoardWriter {
  constructor(
    private readonly transactions: Transactions,
    private readonly queue: BoardQueue,
    private readonly wakeups: Wakeups,
    private readonly pressures: KnownPressures,
    private readonly clock: Clock,
  ) {}

  async write<T>(
    writer: Writer & Named,
    options: WriteOptions,
    work: (write: Write) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const written: Written = {
      boards: new Set([writer.boardId, ...(options.also ? [options.also] : [])]),
      outcome: null,
    };
    const result = await this.queue.run(`${writer.workspaceSlug}/${writer.boardKey}`, () =>
      this.transact(writer, options, work, written),
    );
    if (result.ok && !result.replayed) {
      const after = written.outcome && boardAfter(written.outcome);
      if (after) this.pressures.wrote(writer, after);
      for (const boardId of written.boards) this.wakeups.wake(writer.workspaceId, boardId);
    }
    return result;
  }

  /**
   * A write of a job, in the system's name or `by` the person whose change made it due. Without a board, or with one that was archived
   * meanwhile, there is nothing to do. Throws for other refusals, such as of an overloaded server, so that the job tries again.
   */
  async writeForJob(
    board: BoardNamed,
    work: (write: Write) => Promise<void>,
    { by, ...options }: Omit<WriteOptions, 'key'> & { by?: Writer | undefined } = {},
  ): Promise<void> {
    const writer = { ...board, userId: null, roles: [], ...by };
    const done = await this.write<null>(writer, { ...options, key: null }, async (write) => {
      await work(write);
      return ok(null);
    });
    if (!done.ok && done.refusal.code !== 'board-archived' && done.refusal.code !== 'not-found') {
      throw new Error(`${board.workspaceSlug}/${board.boardKey}: ${done.refusal.code}`);
    }
  }

  /** Adds to `written` the boards that it records an event on besides the first two, and how it ended. */
  private transact<T>(
    writer: Writer,
    options: WriteOptions,
    work: (write: Write) => Promise<Result<T>>,
    written: Written,
  ): Promise<Result<T>> {
    const { lock = {}, also } = options;
    return this.transactions.run<T>(async (tx, rollBack) => {
      if (writer.lease) {
        const { card, token, externalId } = writer.lease;
        await tx.$queryRaw`SELECT weir.need_lease(${card}::int, ${token}::int, ${externalId}::text)`;
      }
      const isOneStatement = areNumbered(lock);
      const lockedBefore = isOneStatement ? 0 : await lockRows(tx, writer, lock);
      const started = await this.start(tx, writer, options, isOneStatement ? lock : {});
      const { seq, alsoSeq, now, role, outcome } = started;
      if (outcome) return rollBack(outcomeOf<T>(outcome));
      await lockNewRows(tx, writer, lock, lockedBefore + started.locked);

      const recorded: RecordedEvent[] = [];
      const recordedThere: RecordedEvent[] = [];
      const recordedOn = new Map<string, RecordedEvent>();
      const result = await work({
        tx,
        seq,
        now,
        role,
        record: (type, changes) => void recorded.push({ type, changes }),
        recordThere: (type, changes) => void recordedThere.push({ type, changes }),
        recordOn: (boardId, type, changes) => void recordedOn.set(boardId, { type, changes }),
      });
      if (!result.ok) return rollBack(result);
      const events = [eventSql(writer, seq, now, recorded)];
      if (also && alsoSeq) events.push(eventSql({ ...writer, boardId: also }, alsoSeq, now, recordedThere));
      for (const [boardId, event] of recordedOn) {
        const stamp = await startEvent(tx, { ...writer, boardId }, now);
        events.push(eventSql({ ...writer, boardId }, stamp.seq, stamp.at, [event]));
        written.boards.add(boardId);
      }
      written.outcome = await this.finish(tx, writer, options, events, { now, body: result.value });
      return { ...result, seq: written.outcome.seq };
    });
  }

  /** Locks the rows, takes the clocks and checks everything that a write must satisfy, in one statement: others wait meanwhile. */
  private async start(
    tx: Tx,
    writer: Writer,
    options: WriteOptions,
    { requests = [], cards = [] }: RowLocks,
  ): Promise<Started> {
    const { workspaceId, boardId, userId, roles } = writer;
    const { key, unchangedSince = null, archived = false, override, also = null } = options;
    const allowed = override ? roles.filter((role) => can(role, 'overrideLimits')) : roles;
    const [started] = await tx.$queryRaw<Started[]>`
      SELECT s.locked, (s.write).seq, (s.write).also_seq AS "alsoSeq", (s.write).at AS now, (s.write).role, (s.write).outcome
        FROM weir.start_write_to_rows(
               ${requests}::int[], ${cards}::int[],
               ${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${sqlKey(key)}, ${this.clock.now()},
               ROW (${userId === null ? null : [...allowed]}::role[], ${unchangedSince}::bigint, ${archived})::weir.write_conditions,
               ${override ? JSON.stringify(override) : null}::jsonb, ${also}::uuid) s`;
    return started as Started;
  }

  /** Records the events, keeps the response and returns the outcome. */
  private async finish(
    tx: Tx,
    { workspaceId, boardId }: Writer,
    { key, status = 200 }: WriteOptions,
    events: Prisma.Sql[],
    { now, body }: { now: Date; body: unknown },
  ): Promise<Finished> {
    const kept = key && body !== undefined ? JSON.stringify(body) : null;
    const [finished] = await tx.$queryRaw<{ outcome: Finished }[]>`
      SELECT ${Prisma.join(events)},
             weir.finish_write(${workspaceId}::uuid, ${sqlKey(key)}, ${status}::int, ${kept}::jsonb, ${now},
                               ${boardId}::uuid) AS outcome`;
    if (!finished) throw new Error('finish_write returned nothing');
    return finished.outcome;
  }
}

/** Records the one event of a write, or gives its number back if nothing happened. */
function eventSql(
  { workspaceId, boardId, userId }: Writer,
  seq: bigint,
  at: Date,
  recorded: RecordedEvent[],
): Prisma.Sql {
  const [event, ...more] = recorded;
  if (more.length > 0) throw new Error(`a write to a board has one event, not ${recorded.length}`);
  if (!event) return Prisma.sql`weir.cancel_event(${workspaceId}::uuid, ${boardId}::uuid)::text`;
  return Prisma.sql`
    weir.record_event(${workspaceId}::uuid, ${boardId}::uuid, ${seq}::bigint, ${event.type}, ${at},
                      ${userId}::uuid, ${JSON.stringify(event.changes)}::jsonb)::text`;
}

/** Takes a board's clock, and the number and time of an event that the caller records itself. */
export async function startEvent(tx: Tx, { workspaceId, boardId }: BoardIds, now: Date): Promise<EventStamp> {
  const [stamp] = await tx.$queryRaw<EventStamp[]>`
    SELECT seq, at FROM weir.start_event(${workspaceId}::uuid, ${boardId}::uuid, ${now})`;
  return stamp as EventStamp;
}
