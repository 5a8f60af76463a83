import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { eachDue } from '../background/each-due.js';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { OccurrencesService } from './occurrences.service.js';

/** How many recurring cards one run makes; the next run does the rest. */
const mostAtOnce = 500;

/** Makes recurring cards when their time has come, and those that wait when there is room. */
@Injectable()
export class RecurringSweepService implements OnModuleInit {
  private readonly log = new Logger('RecurringSweep');

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly occurrences: OccurrencesService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('recurring-cards', this.env.WEIR_SWEEP_SECONDS, (signal) => this.sweep(signal));
  }

  async sweep(stopped?: AbortSignal): Promise<void> {
    const all = await this.occurrences.due(this.clock.now(), mostAtOnce);
    await eachDue(all, (due) => this.occurrences.make(due), { log: this.log, stopped });
  }
}
