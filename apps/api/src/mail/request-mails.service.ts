import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { TimeZone } from '@weir/contract';
import { lastMailTime } from '@weir/domain';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { RequestMailsRepository } from './request-mails.repository.js';
import { Smtp } from './smtp.js';

const checkEvery = 30;

/**
 * Writes the hourly and the daily mails of new requests: one to each reader for all that came until then. Mails at once are
 * written with the request. It works only from columns and the clock, so a run that is late, was interrupted or happens
 * twice at once lists nothing twice and forgets nothing.
 */
@Injectable()
export class RequestMailsService implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly repository: RequestMailsRepository,
    private readonly smtp: Smtp,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!this.smtp.isOn || this.env.WEIR_BACKGROUND === 'off') return;
    this.jobs.every('request-mails', checkEvery, (signal) => this.writeDue(signal));
  }

  async writeDue(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    for (const waiting of await this.repository.waiting()) {
      if (stopped?.aborted) return;
      const timeZone = TimeZone.safeParse(waiting.timeZone).data ?? 'UTC';
      const until = lastMailTime(waiting.requestMails, now, timeZone);
      if (waiting.since <= until) await this.repository.write(waiting, until, now);
    }
  }
}
