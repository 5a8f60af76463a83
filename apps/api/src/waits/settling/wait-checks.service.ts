import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../../background/outbox.js';
import { OutboxWorker } from '../../background/outbox-worker.service.js';
import { errorText } from '../../error-text.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import { BoardWriter, type Write } from '../../writes/board-writer.js';
import { recordChange } from '../record-change.js';
import { type DueCheck, type DueWait, WaitChecksRepository } from './wait-checks.repository.js';

const atOnce = 50;

/**
 * Settles waits: updates them to the current state of their requests. It runs soon after a write of this instance, and every few seconds
 * for other instances and plain SQL. An interrupted run is repeated, and settling twice changes nothing.
 */
@Injectable()
export class WaitChecksService extends Outbox implements OnModuleInit {
  private readonly log = new Logger('Waits');

  constructor(
    private readonly repository: WaitChecksRepository,
    private readonly writer: BoardWriter,
    private readonly forecasts: ForecastsService,
    private readonly worker: OutboxWorker,
  ) {
    super();
  }

  onModuleInit(): void {
    this.worker.start('waits', this);
  }

  protected async deliverNext(): Promise<boolean> {
    const checks = await this.repository.due(atOnce);
    for (const check of checks) await this.handle(check);
    return checks.length === atOnce;
  }

  private async handle(check: DueCheck): Promise<void> {
    try {
      for (const wait of check.waits) await this.settle(wait);
      await this.repository.done(check);
    } catch (error) {
      this.log.warn(`left for later: ${errorText(error)}`);
      await this.repository.postpone(check);
    }
  }

  /**
   * Settles under the clocks of both boards, so every write to the request that was open when the check was added has ended. If a wait
   * moves to a request of a third board, it adds a check for that request. An archived board takes the change too.
   */
  private async settle(wait: DueWait): Promise<void> {
    const also = wait.onBoardId === wait.boardId ? undefined : wait.onBoardId;
    let changed = false;
    const settle = async (write: Write) => {
      const change = await this.repository.settle(write.tx, wait, write.now);
      if (change) recordChange(write, change);
      changed = change !== null;
    };
    await this.writer.writeForJob(wait, settle, { also, archived: true, lock: { waits: [wait.id] } });
    if (changed) this.forecasts.forget(wait);
  }
}
