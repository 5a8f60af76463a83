import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { GatheringRepository } from './gathering.repository.js';
import { LetterFactsRepository } from './letter-facts.repository.js';
import { MailRepository } from './mail.repository.js';
import { MailService } from './mail.service.js';
import { MailStopsController } from './mail-stops.controller.js';
import { MailStopsRepository } from './mail-stops.repository.js';
import { MailStopsService } from './mail-stops.service.js';
import { MailWorker } from './mail-worker.service.js';
import { RequestMailsRepository } from './request-mails.repository.js';
import { RequestMailsService } from './request-mails.service.js';
import { Smtp } from './smtp.js';

@Module({
  imports: [BackgroundModule],
  controllers: [MailStopsController],
  providers: [
    MailService,
    MailRepository,
    GatheringRepository,
    LetterFactsRepository,
    MailStopsRepository,
    MailStopsService,
    MailWorker,
    RequestMailsRepository,
    RequestMailsService,
    Smtp,
  ],
})
export class MailModule {}
