import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { FlowModule } from '../flow/flow.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { DeadlinesRepository } from './deadlines/deadlines.repository.js';
import { DeadlinesService } from './deadlines/deadlines.service.js';
import { GateController } from './gate/gate.controller.js';
import { GateRepository } from './gate/gate.repository.js';
import { GateService } from './gate/gate.service.js';
import { GateStepsService } from './gate/gate-steps.service.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LedgerService } from './ledger/ledger.service.js';
import { IntakeController } from './policy/intake.controller.js';
import { IntakeRepository } from './policy/intake.repository.js';
import { IntakeService } from './policy/intake.service.js';
import { SweepService } from './sweep.service.js';

/** How a board takes requests: its policy, its gate, its deadlines, and the ledger of what became of them. */
@Module({
  imports: [RequestsModule, BackgroundModule, FlowModule],
  controllers: [IntakeController, GateController, LedgerController],
  providers: [
    IntakeService,
    IntakeRepository,
    GateService,
    GateStepsService,
    GateRepository,
    DeadlinesService,
    DeadlinesRepository,
    LedgerService,
    LedgerRepository,
    SweepService,
  ],
})
export class IntakeModule {}
