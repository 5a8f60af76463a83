import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
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

  /** One that fails is logged and tried again in the next run; the others go on. */
  async sweep(stopped?: AbortSignal): Promise<void> {
    for (const due of await this.occurrences.due(this.clock.now(), mostAtOnce)) {
      if (stopped?.aborted) return;
      try {
        await this.occurrences.make(due);
      } catch (error) {
        this.log.warn(`left for the next time: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
  }
}
