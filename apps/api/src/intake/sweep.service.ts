import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../background/jobs.service.js';
import { ENV, type Env } from '../env.js';

/** What comes due on its own, on all boards. */
@Injectable()
export class SweepService implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.every('intake-sweep', this.env.WEIR_SWEEP_SECONDS, () => this.sweep());
  }

  async sweep(): Promise<void> {}
}
