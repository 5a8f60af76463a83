import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { MailRepository } from './mail.repository.js';
import { MailService } from './mail.service.js';
import { OutboxWorker } from './outbox-worker.service.js';
import { Smtp } from './smtp.js';

@Module({ imports: [BackgroundModule], providers: [MailService, MailRepository, OutboxWorker, Smtp] })
export class MailModule {}
