import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import { FormAsksRepository } from './form-asks.repository.js';

const every = 3600;
const daysPastExpiry = 7;

/** What strangers sent and never confirmed is not kept: so long that a late press is told so, and no longer. */
@Injectable()
export class ForgettingService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly asks: FormAsksRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('forget-form-asks', every, () => this.forget());
  }

  /** A thousand at a time. */
  async forget(): Promise<void> {
    await this.asks.forget(new Date(this.clock.now().getTime() - daysPastExpiry * 86_400_000));
  }
}
