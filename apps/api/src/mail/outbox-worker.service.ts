import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Jobs } from '../background/jobs.service.js';
import { ENV, type Env } from '../env.js';
import { Wakeups } from '../writes/wakeups.js';
import { MailService } from './mail.service.js';
import { Smtp } from './smtp.js';

/** Seconds between two checks of the outbox, and milliseconds from a write of this instance to a check. */
const checkEvery = 10;
const soon = 300;

/** Delivers what is in the outbox: soon after a write of this instance, and every few seconds for other instances. */
@Injectable()
export class OutboxWorker implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Mail');
  private stopListening = () => {};
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly host: HttpAdapterHost,
    private readonly jobs: Jobs,
    private readonly wakeups: Wakeups,
    private readonly mail: MailService,
    private readonly smtp: Smtp,
  ) {}

  onModuleInit(): void {
    if (!this.smtp.isOn || this.env.WEIR_BACKGROUND === 'off') return;
    this.jobs.every('mail', checkEvery, () => this.mail.deliverDue());
    this.stopListening = this.wakeups.onWake(() => {
      this.timer ??= setTimeout(() => void this.check(), soon).unref();
    });
  }

  onApplicationBootstrap(): void {
    const { log } = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (!this.smtp.isOn) log.info('no e-mail is sent: WEIR_SMTP_URL is not set');
    else if (this.env.WEIR_BACKGROUND === 'off') log.info('other instances send the e-mail');
    else log.info(`e-mail is sent through ${this.smtp.host}`);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    clearTimeout(this.timer);
    await this.mail.stop();
  }

  private async check(): Promise<void> {
    this.timer = undefined;
    try {
      await this.mail.deliverDue();
    } catch (error) {
      this.log.warn(`the outbox waits: ${String(error)}`);
    }
  }
}
