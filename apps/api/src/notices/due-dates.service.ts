import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { Pool } from '../database/pool.js';
import { ENV, type Env } from '../env.js';

const checkEvery = 60;

/**
 * Notifies of cards that are due soon. It works only from columns and the clock, so late, interrupted or
 * concurrent runs miss no card and notify no person twice.
 */
@Injectable()
export class DueDatesService implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (this.env.WEIR_BACKGROUND === 'off') return;
    this.jobs.every('due-dates', checkEvery, () => this.notify());
  }

  async notify(): Promise<void> {
    await this.pool.query('SELECT weir.notify_due_soon($1)', [this.clock.now()]);
  }
}
