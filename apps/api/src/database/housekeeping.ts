import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database } from './prisma.js';

const every = 10 * 60 * 1000;

/** Deletes expired idempotency keys. Several instances can do it at once. */
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
      // In small batches, skipping rows that another instance deletes.
      await this.database.$executeRaw`
        DELETE FROM idempotency_keys
         WHERE ctid IN (SELECT ctid FROM idempotency_keys WHERE at <= weir.responses_kept_since(${this.clock.now()})
                         LIMIT 5000 FOR UPDATE SKIP LOCKED)`;
    } catch (error) {
      this.log.warn(`could not delete old idempotency keys: ${String(error)}`);
    }
  }
}
