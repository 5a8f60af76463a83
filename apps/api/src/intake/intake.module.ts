import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/boards.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { AnswersController } from './answers.controller.js';
import { AnswersRepository } from './answers.repository.js';
import { AnswersService } from './answers.service.js';
import { IntakeController } from './intake.controller.js';
import { IntakeRepository } from './intake.repository.js';
import { IntakeService } from './intake.service.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { RequestsController } from './requests.controller.js';
import { RequestsRepository } from './requests.repository.js';
import { RequestsService } from './requests.service.js';
import { SubmissionsRepository } from './submissions.repository.js';
import { SubmissionsService } from './submissions.service.js';

@Module({
  imports: [BoardsModule, CardsModule],
  controllers: [RequestsController, AnswersController, IntakeController],
  providers: [
    RequestsService,
    RequestsRepository,
    SubmissionsService,
    SubmissionsRepository,
    AnswersService,
    AnswersRepository,
    IntakeService,
    IntakeRepository,
    LedgerService,
    LedgerRepository,
  ],
})
export class IntakeModule {}
