import { Injectable } from '@nestjs/common';
import type { NotifyMe } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import { Transactions } from '../../database/transaction.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { DoorService } from '../door/door.service.js';
import { NotifyMeRepository, type Waiting } from './notify-me.repository.js';

const daysOfNotifyMe = 30;
const aDay = 86_400_000;
/** A gate that opens is not stampeded: few at a time, and the next ones only after those had time to come. */
const mostAtOnce = 5;
const minutesBetween = 10;
/** How many are looked at in one statement. */
const batch = 20;

/** Notifies people once when a board's intake admits a request of theirs again. */
@Injectable()
export class NotifyMeService {
  constructor(
    private readonly repository: NotifyMeRepository,
    private readonly door: DoorService,
    private readonly writer: WorkspaceWriter,
    private readonly transactions: Transactions,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<NotifyMe>> {
    return ok(toNotifyMe(await this.repository.expiresAt(access, this.clock.now())));
  }

  /**
   * Once on, a second call changes nothing. 409 for an archived board, where too many wait, and while the intake would
   * admit a request of the caller.
   */
  switchOn(access: BoardAccess, key: WriteKey | null): Promise<Result<NotifyMe>> {
    const { workspaceId } = access;
    return this.writer.write<NotifyMe>({ workspaceId, key }, async ({ tx, now }) => {
      const expiresAt = new Date(now.getTime() + daysOfNotifyMe * aDay);
      const end = await this.repository.add(tx, access, { now, expiresAt });
      if (!end) return refuse('board-archived');
      const isNew = end.getTime() === expiresAt.getTime();
      if (isNew && this.door.room(await this.repository.facts(tx, access, now), now) > 0)
        return refuse('intake-takes-requests');
      return ok(toNotifyMe(end));
    });
  }

  switchOff(access: BoardAccess, key: WriteKey | null): Promise<Result<void>> {
    const { workspaceId } = access;
    return this.writer.write<void>({ workspaceId, key, status: 204 }, async ({ tx }) => {
      await this.repository.remove(tx, access);
      return ok(undefined);
    });
  }

  /** The boards on which somebody waits, without those whose time is over. */
  async boards(now: Date): Promise<BoardIds[]> {
    await this.repository.removeExpired(now);
    return this.repository.boards();
  }

  /**
   * Notifies as many as there is room for, at most a few, in the order in which they asked; a person who would still be
   * refused for their own quota or rate keeps their place. Under the board's clock, so that two instances notify nobody twice and
   * not too many.
   */
  async notify(board: BoardIds, now: Date): Promise<void> {
    const done = await this.transactions.run<boolean>(async (tx) => {
      const since = new Date(now.getTime() - minutesBetween * 60_000);
      const facts = await this.repository.lockedFacts(tx, board, { now, since });
      const room = facts ? Math.min(mostAtOnce, this.door.room(facts, now)) : 0;
      if (room === 0) return ok(false);
      const admitted = await this.admitted(tx, board, { now, room });
      if (admitted.length === 0) return ok(false);
      await this.repository.notify(tx, board, admitted, now);
      return ok(true);
    });
    if (!done.ok) throw new Error(`${board.boardId}: ${done.refusal.code}`);
    if (done.value) this.wakeups.wake(board.workspaceId, board.boardId);
  }

  /** The first who would be admitted, as many as there is room for; of guests also as many as the form has places. */
  private async admitted(
    tx: Tx,
    board: BoardIds,
    { now, room }: { now: Date; room: number },
  ): Promise<Waiting[]> {
    const admitted: Waiting[] = [];
    let guests = 0;
    let after: Waiting | null = null;
    do {
      const few: Waiting[] = await this.repository.waiting(tx, board, { now, after, most: batch });
      for (const each of few) {
        const { isGuest, facts } = each;
        if (isGuest ? this.door.roomOfForm(facts, now) <= guests : this.door.room(facts, now) === 0) continue;
        admitted.push(each);
        if (isGuest) guests += 1;
      }
      after = few.length === batch ? (few.at(-1) ?? null) : null;
    } while (after && admitted.length < room);
    return admitted.slice(0, room);
  }
}

function toNotifyMe(expiresAt: Date | null): NotifyMe {
  return { on: expiresAt !== null, expiresAt: expiresAt?.toISOString() ?? null };
}
