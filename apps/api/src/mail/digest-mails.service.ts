import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { TimeZone } from '@weir/contract';
import { digestToSend } from '@weir/domain';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { DigestMailsRepository } from './digest-mails.repository.js';
import { Smtp } from './smtp.js';

/** Seconds. */
const checkEvery = 60;

/**
 * Writes the weekly digests: one mail to each reader for the last week, from Monday morning on in their working hours. It works only
 * from what was written and the clock, so a run that is late, was interrupted or happens twice at once writes none twice.
 */
@Injectable()
export class DigestMailsService implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly repository: DigestMailsRepository,
    private readonly smtp: Smtp,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!this.smtp.isOn || this.env.WEIR_BACKGROUND === 'off') return;
    this.jobs.every('digest-mails', checkEvery, (signal) => this.writeDue(signal));
  }

  async writeDue(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    for (const reader of await this.repository.readers()) {
      if (stopped?.aborted) return;
      const week = digestToSend(now, TimeZone.safeParse(reader.timeZone).data ?? 'UTC');
      if (week && (reader.lastWeek ?? '') < week) await this.repository.write(reader, week, now);
    }
  }
}
