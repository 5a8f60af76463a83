import { Injectable } from '@nestjs/common';
import { can, type EventType, type Override, type Role } from '@weir/contract';
import { Prisma } from '@weir/prisma';
import { Clock } from '../clock.js';
import { type Result, refuse } from '../result.js';
import { BoardQueue } from './board-queue.js';
import { formerAnswer, keepAnswer, type WriteKey } from './idempotency.js';
import type { Place } from './place.js';
import type { Tx } from './prisma.js';
import { DoAgain } from './retry.js';
import { Transactions } from './transaction.js';
import { Wakeups } from './wakeups.js';

/** The board that is written to, and by whom in one of which roles; `userId` null is the system. */
export type Writer = Place & { userId: string | null; roles: readonly Role[] };

/** A board by its names: its writes wait in one queue with those of a single statement, which know no ids. */
type Named = { workspaceSlug: string; boardKey: string };

/** On what terms a caller wants the board itself changed: at most once a key, and only as they saw it. */
export type BoardConditions = { key: WriteKey | null; unchangedSince: number | null };

/** All cards of a column or a lane, archived ones too. */
type CardsIn = { columnId: string } | { swimlaneId: string };

/**
 * Rows by their numbers, or all cards of a place. `everyBoard` locks all clocks of the workspace, its own row first,
 * for what counts across boards.
 */
export type Lock = { cards?: number[]; cardsIn?: CardsIn; requests?: number[]; everyBoard?: boolean };

export type WriteOptions = {
  key: WriteKey | null;
  /** What the work changes: it is locked before the clock, as plain SQL does. */
  lock?: Lock;
  /** The board's seq that the caller saw, where the write is only for a board that has not changed since. */
  unchangedSince?: number | null;
  /** What a success is answered with: kept beside the idempotency key. */
  status?: number;
  /** Whether the write may be to an archived board: only the one that brings it back. */
  archived?: boolean;
  /** The limits of mode `reason` that the write passes, and why; 403 for who may not. */
  override?: Override | undefined;
  /** The id of a second board that the write changes too, under both clocks and with an event on each. */
  also?: string | undefined;
};

export type Write = {
  tx: Tx;
  /** The number of the event that this write becomes. */
  seq: bigint;
  now: Date;
  /** What who writes is here now, as read under the clock; null for the system and for guests. */
  role: Role | null;
  /** Says what happened; once. Without it the work has changed nothing, and is no event. */
  record(type: EventType, changes: object[]): void;
  /** The same of the second board, by its own clock. */
  recordThere(type: EventType, changes: object[]): void;
};

/** The writes of a board that are not one statement: under its clock, with one event, at most once a key. */
@Injectable()
export class BoardWriter {
  constructor(
    private readonly transactions: Transactions,
    private readonly queue: BoardQueue,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  async write<T>(
    writer: Writer & Named,
    options: WriteOptions,
    work: (write: Write) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const result = await this.queue.run(`${writer.workspaceSlug}/${writer.boardKey}`, () =>
      this.transact(writer, options, work),
    );
    if (result.ok && !result.replayed) {
      this.wakeups.wake(writer.workspaceId, writer.boardId);
      if (options.also) this.wakeups.wake(writer.workspaceId, options.also);
    }
    return result;
  }

  private transact<T>(
    writer: Writer,
    options: WriteOptions,
    work: (write: Write) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { workspaceId, userId } = writer;
    const { key, lock = {}, status = 200, archived = false, unchangedSince = null, override } = options;
    const there = options.also ? { ...writer, boardId: options.also } : null;
    return this.transactions.run<T>(async (tx, rollBack) => {
      const locked = await lockRows(tx, writer, lock);
      const [seq, seqThere] = await takeClocks(tx, writer, there);
      if (lock.cardsIn) await lockFree(tx, cardsIn(writer, lock.cardsIn));
      // What was not there yet may have been made while we waited, and be held by one who waits for us.
      if (locked < wantedOf(lock)) await lockFree(tx, ...numbered(writer, lock));
      const now = this.clock.now();
      const former = key && (await formerAnswer<T>(tx, workspaceId, key, now));
      if (former) return rollBack(former);
      const { role, isArchived } = await standing(tx, writer, { ...override, now });
      if (userId !== null && !role) return rollBack(refuse('not-found'));
      if (role && !writer.roles.includes(role)) return rollBack(refuse('not-allowed'));
      if (override && !(role && can(role, 'overrideLimits'))) return rollBack(refuse('not-allowed'));
      if (!archived && isArchived) return rollBack(refuse('board-archived'));
      if (unchangedSince !== null && seq - 1n !== BigInt(unchangedSince)) {
        return rollBack(refuse('precondition-failed', { version: `"${seq - 1n}"` }));
      }

      const recorded: Recorded[] = [];
      const recordedThere: Recorded[] = [];
      const result = await work({
        tx,
        seq,
        now,
        role,
        record: (type, changes) => void recorded.push({ type, changes }),
        recordThere: (type, changes) => void recordedThere.push({ type, changes }),
      });
      if (!result.ok) return rollBack(result);
      await tellOnce(tx, writer, { seq, at: now }, recorded);
      if (there) await tellOnce(tx, there, { seq: seqThere, at: now }, recordedThere);
      if (key && !(await keepAnswer(tx, workspaceId, key, { status, body: result.value, at: now })))
        throw new DoAgain();
      return result;
    });
  }
}

/** Answers how many of the rows that it goes by number are there, and so are locked now. */
export async function lockRows(tx: Tx, { workspaceId, boardId }: Place, lock: Lock): Promise<number> {
  let locked = 0;
  for (const rows of numbered({ workspaceId, boardId }, lock)) {
    locked += (await tx.$queryRaw<object[]>`SELECT 1 ${rows} ORDER BY number FOR NO KEY UPDATE`).length;
  }
  if (lock.cardsIn) {
    await tx.$queryRaw`
      SELECT 1 ${cardsIn({ workspaceId, boardId }, lock.cardsIn)} ORDER BY number FOR NO KEY UPDATE`;
  }
  if (lock.everyBoard) {
    await tx.$queryRaw`SELECT 1 FROM workspaces WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
    await tx.$queryRaw`
      SELECT 1 FROM board_clock WHERE workspace_id = ${workspaceId}::uuid ORDER BY board_id FOR NO KEY UPDATE`;
  }
  return locked;
}

/**
 * Under the clock: locks those of the rows (`FROM … WHERE …`) that have come while we waited for it, but waits for
 * none of them. Whoever holds one may be waiting for the clock that we hold; then all is done again.
 */
export async function lockFree(tx: Tx, ...all: Prisma.Sql[]): Promise<void> {
  for (const rows of all) {
    const [locked] = await tx.$queryRaw<{ all: boolean }[]>`
      SELECT (SELECT count(*) ${rows})
           = (SELECT count(*) FROM (SELECT 1 ${rows} FOR NO KEY UPDATE SKIP LOCKED) free) AS "all"`;
    if (!locked?.all) throw new DoAgain();
  }
}

/** The rows that a lock names by their numbers, requests before cards. */
function numbered({ workspaceId, boardId }: Place, { requests = [], cards = [] }: Lock): Prisma.Sql[] {
  const of = (table: string, numbers: number[]) =>
    numbers.length === 0
      ? []
      : [
          Prisma.sql`FROM ${Prisma.raw(table)}
            WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND number = ANY (${numbers}::int[])`,
        ];
  return [...of('requests', requests), ...of('cards', cards)];
}

function wantedOf({ requests = [], cards = [] }: Lock): number {
  return requests.length + cards.length;
}

function cardsIn({ workspaceId, boardId }: Place, place: CardsIn): Prisma.Sql {
  const stand =
    'columnId' in place
      ? Prisma.sql`column_id = ${place.columnId}::uuid`
      : Prisma.sql`swimlane_id = ${place.swimlaneId}::uuid`;
  return Prisma.sql`
    FROM cards WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND ${stand}`;
}

/** The clocks of the board and of a second one, in key order as plain SQL over several boards takes them. */
async function takeClocks(tx: Tx, board: Place, there: Place | null): Promise<[bigint, bigint]> {
  if (!there) return [await takeClock(tx, board), 0n];
  if (board.boardId < there.boardId) return [await takeClock(tx, board), await takeClock(tx, there)];
  const seqThere = await takeClock(tx, there);
  return [await takeClock(tx, board), seqThere];
}

/** The board's lock and the number of its next event. `weir.told` says to the triggers that the event is ours to write. */
export async function takeClock(tx: Tx, { workspaceId, boardId }: Place): Promise<bigint> {
  const [taken] = await tx.$queryRaw<{ seq: bigint }[]>`
    WITH told AS (SELECT set_config('weir.told', 'on', true) AS told)
    UPDATE board_clock
       SET seq = seq + 1
      FROM told
     WHERE workspace_id = ${workspaceId}::uuid
       AND board_id = ${boardId}::uuid
       AND told.told = 'on'
    RETURNING seq`;
  if (!taken) throw new Error(`board ${boardId} has no clock`);
  return taken.seq;
}

type Recorded = { type: EventType; changes: object[] };

async function tellOnce(
  tx: Tx,
  writer: Writer,
  when: { seq: bigint; at: Date },
  recorded: Recorded[],
): Promise<void> {
  const { workspaceId, boardId, userId } = writer;
  const [event, ...more] = recorded;
  if (more.length > 0) throw new Error(`a write of a board is one event, not ${recorded.length}`);
  if (event) await tx.event.create({ data: { workspaceId, boardId, actorId: userId, ...when, ...event } });
  else await giveBack(tx, writer);
}

/** Nothing changed and nothing is told, so the number is given back: the clock is still ours. */
async function giveBack(tx: Tx, { workspaceId, boardId }: Place): Promise<void> {
  await tx.boardClock.update({
    where: { workspaceId_boardId: { workspaceId, boardId } },
    data: { seq: { decrement: 1 } },
  });
}

type Standing = { role: Role | null; isArchived: boolean };

/**
 * How things stand under the clock: who wrote may have left, or be somebody else here, while the write waited for it.
 * Says also to the triggers when it is, which limits may be passed, at what figures and why; that ends with the
 * transaction. One statement, for others wait meanwhile.
 */
async function standing(
  tx: Tx,
  { workspaceId, boardId, userId }: Writer,
  told: Partial<Override> & { now: Date },
): Promise<Standing> {
  const [row] = await tx.$queryRaw<Standing[]>`
    SELECT (SELECT m.role FROM memberships m
             WHERE m.workspace_id = ${workspaceId}::uuid AND m.user_id = ${userId}::uuid AND m.left_at IS NULL) AS role,
           EXISTS (SELECT FROM boards b
                    WHERE b.workspace_id = ${workspaceId}::uuid AND b.id = ${boardId}::uuid
                      AND b.archived_at IS NOT NULL) AS "isArchived",
           set_config('weir.override', ${JSON.stringify(told)}, true) AS told`;
  return row as Standing;
}
