import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { DeadlinesRepository } from './deadlines/deadlines.repository.js';
import { DeadlinesService } from './deadlines/deadlines.service.js';
import { DoorModule } from './door/door.module.js';
import { GateController } from './gate/gate.controller.js';
import { GateRepository } from './gate/gate.repository.js';
import { GateService } from './gate/gate.service.js';
import { GateStepsService } from './gate/gate-steps.service.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LedgerService } from './ledger/ledger.service.js';
import { GuestNotifyMeController } from './notify-me/guest-notify-me.controller.js';
import { GuestNotifyMeService } from './notify-me/guest-notify-me.service.js';
import { GuestWaitsRepository } from './notify-me/guest-waits.repository.js';
import { NotifyMeController } from './notify-me/notify-me.controller.js';
import { NotifyMeRepository } from './notify-me/notify-me.repository.js';
import { NotifyMeService } from './notify-me/notify-me.service.js';
import { PolicyModule } from './policy/policy.module.js';
import { SweepService } from './sweep.service.js';

/** The intake of a board: its policy, gate, deadlines, and the ledger of its requests. */
@Module({
  imports: [DoorModule, RequestsModule, PolicyModule, BackgroundModule],
  controllers: [GateController, LedgerController, NotifyMeController, GuestNotifyMeController],
  providers: [
    GateService,
    GateStepsService,
    GateRepository,
    DeadlinesService,
    DeadlinesRepository,
    LedgerService,
    LedgerRepository,
    NotifyMeService,
    NotifyMeRepository,
    GuestNotifyMeService,
    GuestWaitsRepository,
    SweepService,
  ],
})
export class IntakeModule {}
