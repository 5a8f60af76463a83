import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/boards.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { AnswersController } from './answers.controller.js';
import { AnswersRepository } from './answers.repository.js';
import { AnswersService } from './answers.service.js';
import { ExpiringService } from './expiring.service.js';
import { GivingService } from './giving.service.js';
import { RedirectService } from './redirect.service.js';
import { SeveralAnswersController } from './several-answers.controller.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesRepository } from './templates.repository.js';
import { TemplatesService } from './templates.service.js';
import { WithdrawingService } from './withdrawing.service.js';

/** What a request ends in, once: by who answers, by its requester, or in the system's name. */
@Module({
  imports: [BoardsModule, CardsModule, RequestsModule],
  controllers: [AnswersController, SeveralAnswersController, TemplatesController],
  providers: [
    AnswersService,
    AnswersRepository,
    GivingService,
    RedirectService,
    WithdrawingService,
    ExpiringService,
    TemplatesService,
    TemplatesRepository,
  ],
  exports: [WithdrawingService, ExpiringService],
})
export class AnswersModule {}
