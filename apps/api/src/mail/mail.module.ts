import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { DigestModule } from '../digest/digest.module.js';
import { DigestMailsRepository } from './digest-mails.repository.js';
import { DigestMailsService } from './digest-mails.service.js';
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
  imports: [BackgroundModule, DigestModule],
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
    DigestMailsRepository,
    DigestMailsService,
    Smtp,
  ],
})
export class MailModule {}
