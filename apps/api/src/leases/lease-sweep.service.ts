import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { eachDue } from '../background/each-due.js';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { Commands } from '../writes/commands.js';
import { type DueLease, LeasesRepository } from './leases.repository.js';

/** How many leases one run ends; the next run does the rest. */
const mostAtOnce = 500;
/** Seconds. A card whose program died should not wait for a minute. */
const atLeastEvery = 10;

/** Ends leases that have run out, in the system's name, each once however many instances do it. */
@Injectable()
export class LeaseSweepService implements OnModuleInit {
  private readonly log = new Logger('LeaseSweep');

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly repository: LeasesRepository,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const seconds = Math.min(this.env.WEIR_SWEEP_SECONDS, atLeastEvery);
    this.jobs.every('leases', seconds, (signal) => this.sweep(signal));
  }

  async sweep(stopped?: AbortSignal): Promise<void> {
    const all = await this.repository.due(this.clock.now(), mostAtOnce);
    await eachDue(all, (due) => this.expire(due), { log: this.log, stopped });
  }

  private async expire(due: DueLease): Promise<void> {
    const ran = await this.commands.run<null>(due, this.repository.expireCommand(due, this.clock.now()));
    const refusal = ran.ok ? ran.value && !ran.value.outcome.ok && ran.value.outcome.refusal : ran.refusal;
    // The board was archived meanwhile, or the server is overloaded and tries again the next time.
    if (refusal && refusal.code !== 'board-archived') {
      throw new Error(`${due.workspaceSlug}/${due.boardKey}: ${refusal.code}`);
    }
  }
}
