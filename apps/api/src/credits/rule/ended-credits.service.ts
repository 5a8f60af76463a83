import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { eachDue } from '../../background/each-due.js';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { CreditRuleRepository } from './credit-rule.repository.js';

const aDay = 86_400_000;

/**
 * Refunds requests that the end of the experiment missed: those charged at the same moment, and those that were locked. Each run checks
 * the workspaces whose experiment ended in the day before the last run. The first run checks all of them, so that none is missed after
 * a time without background work.
 */
@Injectable()
export class EndedCreditsService implements OnModuleInit {
  private readonly log = new Logger('Credits');
  private lastRun: number | null = null;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly repository: CreditRuleRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('ended-credits', this.env.WEIR_SWEEP_SECONDS, (signal) => this.refund(signal));
  }

  async refund(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now().getTime();
    const after = this.lastRun === null ? null : new Date(this.lastRun - aDay);
    const ended = await this.repository.workspacesThatEnded(after);
    const refund = (workspace: string) => this.repository.refundEnded(workspace);
    if (await eachDue(ended, refund, { log: this.log, stopped })) this.lastRun = now;
  }
}
