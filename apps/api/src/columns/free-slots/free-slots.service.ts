import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { NotifyMe, SlotWaitList } from '@weir/contract';
import { eachDue } from '../../background/each-due.js';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { Transactions } from '../../database/transaction.js';
import { ENV, type Env } from '../../env.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { FreeSlotsRepository } from './free-slots.repository.js';

const daysOfWait = 30;
const aDay = 86_400_000;
/** In seconds. Others can take the slot, so slots are checked more often than deadlines. */
const checkEvery = 10;

/**
 * Notifies people once when a column that was full has a free slot. It checks the current boards, so every way to free a slot
 * counts. A change that was undone, or a slot that was taken again at once, notifies nobody.
 */
@Injectable()
export class FreeSlotsService implements OnModuleInit {
  private readonly log = new Logger('FreeSlots');

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly repository: FreeSlotsRepository,
    private readonly writer: WorkspaceWriter,
    private readonly transactions: Transactions,
    private readonly wakeups: Wakeups,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (this.env.WEIR_BACKGROUND === 'off') return;
    this.jobs.every('free-slots', checkEvery, (signal) => this.sweep(signal));
  }

  async list(access: BoardAccess): Promise<Result<SlotWaitList>> {
    const waits = await this.repository.waits(access, this.clock.now());
    return ok({
      items: waits.map(({ columnId, expiresAt }) => ({ columnId, expiresAt: expiresAt.toISOString() })),
    });
  }

  async read(access: BoardAccess, columnId: string): Promise<Result<NotifyMe>> {
    const wait = await this.repository.wait(access, columnId, this.clock.now());
    return wait ? ok(toNotifyMe(wait.expiresAt)) : refuse('not-found');
  }

  /** A second call changes nothing. 409 for an archived board, for too many waits, and while the column has room. */
  switchOn(access: BoardAccess, columnId: string, key: WriteKey | null): Promise<Result<NotifyMe>> {
    const { workspaceId } = access;
    return this.writer.write<NotifyMe>({ workspaceId, key }, async ({ tx, now }) => {
      const wait = await this.repository.wait(access, columnId, now, tx);
      if (!wait) return refuse('not-found');
      if (wait.isArchived) return refuse('board-archived');
      if (wait.expiresAt) return ok(toNotifyMe(wait.expiresAt));
      if (wait.free === null || wait.free > 0) return refuse('column-has-room');
      const expiresAt = new Date(now.getTime() + daysOfWait * aDay);
      return ok(toNotifyMe(await this.repository.add(tx, access, columnId, { now, expiresAt })));
    });
  }

  switchOff(access: BoardAccess, columnId: string, key: WriteKey | null): Promise<Result<void>> {
    const { workspaceId } = access;
    return this.writer.write<void>({ workspaceId, key, status: 204 }, async ({ tx, now }) => {
      if (!(await this.repository.wait(access, columnId, now, tx))) return refuse('not-found');
      await this.repository.remove(tx, access, columnId);
      return ok(undefined);
    });
  }

  async sweep(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    await this.repository.removeExpired(now);
    const boards = await this.repository.boardsWithSlots();
    await eachDue(boards, (board) => this.notify(board, now), { log: this.log, stopped });
  }

  private async notify(board: BoardIds, now: Date): Promise<void> {
    const done = await this.transactions.run<number>(async (tx) =>
      ok(await this.repository.notify(tx, board, now)),
    );
    if (!done.ok) throw new Error(`${board.boardId}: ${done.refusal.code}`);
    if (done.value > 0) this.wakeups.wake(board.workspaceId, board.boardId);
  }
}

function toNotifyMe(expiresAt: Date | null): NotifyMe {
  return { on: expiresAt !== null, expiresAt: expiresAt?.toISOString() ?? null };
}
