import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import { FormRequestsRepository } from './form-requests.repository.js';

const every = 3600;
const daysPastExpiry = 7;

/** Deletes what came by forms and was never confirmed, a week after it expired: until then a late click is explained. */
@Injectable()
export class FormCleanupService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly formRequests: FormRequestsRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('form-cleanup', every, () => this.deleteExpired());
  }

  async deleteExpired(): Promise<void> {
    await this.formRequests.deleteExpired(new Date(this.clock.now().getTime() - daysPastExpiry * 86_400_000));
  }
}
