import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { FlowModule } from '../flow/flow.module.js';
import { AnswersController } from './answers.controller.js';
import { AnswersRepository } from './answers.repository.js';
import { AnswersService } from './answers.service.js';
import { DeadlinePolicyRepository } from './deadline-policy.repository.js';
import { DeadlinesService } from './deadlines.service.js';
import { DeferralsRepository } from './deferrals.repository.js';
import { DeferralsService } from './deferrals.service.js';
import { DoorRefusalsService } from './door-refusals.service.js';
import { DueRepository } from './due.repository.js';
import { GateRepository } from './gate.repository.js';
import { GateService } from './gate.service.js';
import { GivingService } from './giving.service.js';
import { GuestSubmissionsRepository } from './guest-submissions.repository.js';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';
import { IntakeController } from './intake.controller.js';
import { IntakeRepository } from './intake.repository.js';
import { IntakeService } from './intake.service.js';
import { KnowingController } from './knowing.controller.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { MessagesController } from './messages.controller.js';
import { MessagesRepository } from './messages.repository.js';
import { MessagesService } from './messages.service.js';
import { QueueController } from './queue.controller.js';
import { QueueRepository } from './queue.repository.js';
import { QueueService } from './queue.service.js';
import { RedirectRepository } from './redirect.repository.js';
import { RedirectService } from './redirect.service.js';
import { RequestsController } from './requests.controller.js';
import { RequestsRepository } from './requests.repository.js';
import { RequestsService } from './requests.service.js';
import { SeveralAnswersController } from './several-answers.controller.js';
import { ShownRequestsService } from './shown-requests.service.js';
import { SimilarRepository } from './similar.repository.js';
import { SimilarService } from './similar.service.js';
import { SubmissionsRepository } from './submissions.repository.js';
import { SubmissionsService } from './submissions.service.js';
import { SweepService } from './sweep.service.js';
import { TellingRepository } from './telling.repository.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesRepository } from './templates.repository.js';
import { TemplatesService } from './templates.service.js';

@Module({
  imports: [BackgroundModule, BoardsModule, CardsModule, FlowModule],
  controllers: [
    RequestsController,
    AnswersController,
    SeveralAnswersController,
    MessagesController,
    IntakeController,
    TemplatesController,
    QueueController,
    KnowingController,
    LedgerController,
  ],
  providers: [
    RequestsService,
    RequestsRepository,
    ShownRequestsService,
    SubmissionsService,
    SubmissionsRepository,
    DoorRefusalsService,
    GuestSubmissionsRepository,
    AnswersService,
    AnswersRepository,
    GivingService,
    RedirectService,
    RedirectRepository,
    DeadlinePolicyRepository,
    MessagesService,
    MessagesRepository,
    IntakeService,
    IntakeRepository,
    LedgerService,
    LedgerRepository,
    DeferralsService,
    DeferralsRepository,
    SimilarService,
    SimilarRepository,
    HistoryService,
    HistoryRepository,
    QueueService,
    QueueRepository,
    TemplatesService,
    TemplatesRepository,
    SweepService,
    DeadlinesService,
    DueRepository,
    TellingRepository,
    GateService,
    GateRepository,
  ],
  exports: [SubmissionsService, RequestsService, MessagesService],
})
export class IntakeModule {}
