import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
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
import { PolicyModule } from './policy/policy.module.js';
import { SweepService } from './sweep.service.js';

/** The intake of a board: its policy, gate, deadlines, and the ledger of its requests. */
@Module({
  imports: [RequestsModule, PolicyModule, BackgroundModule],
  controllers: [GateController, LedgerController],
  providers: [
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
