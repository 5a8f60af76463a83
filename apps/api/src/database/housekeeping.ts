import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock.js';
import { forgetOldAnswers } from './idempotency.js';
import { Database } from './prisma.js';

const every = 10 * 60 * 1000;

/** Forgets idempotency keys past their day. Several instances may do it at once. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Housekeeping');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tidy(), every).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async tidy(): Promise<void> {
    try {
      await forgetOldAnswers(this.database, this.clock.now());
    } catch (error) {
      this.log.warn(`old idempotency keys stay for now: ${String(error)}`);
    }
  }
}
