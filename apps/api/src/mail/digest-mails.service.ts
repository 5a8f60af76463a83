import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { TimeZone } from '@weir/contract';
import { digestToSend } from '@weir/domain';
import { eachDue } from '../background/each-due.js';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { DigestMailsRepository, type DigestReader } from './digest-mails.repository.js';
import { Smtp } from './smtp.js';

/** Seconds. */
const checkEvery = 60;

/**
 * Writes the weekly digests: one mail to each reader for the last week, from Monday morning on in their working hours. The database
 * has one mail for each reader and week, so a late, interrupted or concurrent run writes no mail twice.
 */
@Injectable()
export class DigestMailsService implements OnModuleInit {
  private readonly log = new Logger('DigestMails');

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
    const write = async (reader: DigestReader) => {
      const week = digestToSend(now, TimeZone.safeParse(reader.timeZone).data ?? 'UTC');
      if (week && (reader.lastWeek ?? '') < week) await this.repository.write(reader, week, now);
    };
    await eachDue(await this.repository.readers(), write, { log: this.log, stopped });
  }
}
