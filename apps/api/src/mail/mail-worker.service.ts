import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { OutboxWorker } from '../background/outbox-worker.service.js';
import { ENV, type Env } from '../env.js';
import { MailService } from './mail.service.js';
import { Smtp } from './smtp.js';

/** Starts the delivery of mails where there is a mail server, and logs whether there is. */
@Injectable()
export class MailWorker implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly host: HttpAdapterHost,
    private readonly worker: OutboxWorker,
    private readonly mail: MailService,
    private readonly smtp: Smtp,
  ) {}

  onModuleInit(): void {
    if (this.smtp.isOn) this.worker.start('mail', this.mail);
  }

  onApplicationBootstrap(): void {
    const { log } = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (!this.smtp.isOn) log.info('no e-mail is sent: WEIR_SMTP_URL is not set');
    else if (this.env.WEIR_BACKGROUND === 'off') log.info('other instances send the e-mail');
    else log.info(`e-mail is sent through ${this.smtp.host}`);
  }
}
