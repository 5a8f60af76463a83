import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { BackgroundModule } from '../background/background.module.js';
import { FlowModule } from '../flow/flow.module.js';
import { DeadlinesService } from './deadlines.service.js';
import { DeferralsRepository } from './deferrals.repository.js';
import { DeferralsService } from './deferrals.service.js';
import { DueRepository } from './due.repository.js';
import { GateRepository } from './gate.repository.js';
import { GateService } from './gate.service.js';
import { IntakeController } from './intake.controller.js';
import { IntakeRepository } from './intake.repository.js';
import { IntakeService } from './intake.service.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { SweepService } from './sweep.service.js';
import { TellingRepository } from './telling.repository.js';

/** How a board takes requests: its policy, its gate, its books, and what happens by itself when a time has come. */
@Module({
  imports: [AnswersModule, BackgroundModule, FlowModule],
  controllers: [IntakeController, LedgerController],
  providers: [
    IntakeService,
    IntakeRepository,
    GateService,
    GateRepository,
    LedgerService,
    LedgerRepository,
    DeferralsService,
    DeferralsRepository,
    SweepService,
    DeadlinesService,
    DueRepository,
    TellingRepository,
  ],
})
export class IntakeModule {}
