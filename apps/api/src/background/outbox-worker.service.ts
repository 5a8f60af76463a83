import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { asLongerWork } from '../database/longer-work.js';
import { ENV, type Env } from '../env.js';
import { errorText } from '../error-text.js';
import { Wakeups } from '../writes/wakeups.js';
import { Jobs } from './jobs.service.js';
import type { Outbox } from './outbox.js';

/** Seconds between two checks of an outbox, and milliseconds from a write of this instance to a check. */
const checkEvery = 10;
const soon = 300;

/** Delivers the rows of the outboxes: soon after a write of this instance, and every few seconds for other instances. */
@Injectable()
export class OutboxWorker implements BeforeApplicationShutdown {
  private readonly log = new Logger('Outbox');
  private readonly outboxes = new Map<string, Outbox>();
  private stopListening: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly wakeups: Wakeups,
  ) {}

  /** Delivers an outbox from now on, unless background work is off. Call this before the application starts, as in `onModuleInit`. */
  start(name: string, outbox: Outbox): void {
    if (this.env.WEIR_BACKGROUND === 'off') return;
    this.outboxes.set(name, outbox);
    this.jobs.every(name, checkEvery, () => outbox.deliverDue());
    this.stopListening ??= this.wakeups.onWake(() => {
      this.timer ??= setTimeout(() => void this.check(), soon).unref();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening?.();
    clearTimeout(this.timer);
    await Promise.all([...this.outboxes.values()].map((outbox) => outbox.stop()));
  }

  private async check(): Promise<void> {
    this.timer = undefined;
    await Promise.all([...this.outboxes].map(([name, outbox]) => this.deliver(name, outbox)));
  }

  private async deliver(name: string, outbox: Outbox): Promise<void> {
    try {
      await asLongerWork(() => outbox.deliverDue());
    } catch (error) {
      this.log.warn(`${name} waits: ${errorText(error)}`);
    }
  }
}
