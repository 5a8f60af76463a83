import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { DeadlinesRepository } from './deadlines/deadlines.repository.js';
import { DeadlinesService } from './deadlines/deadlines.service.js';
import { DoorModule } from './door/door.module.js';
import { GateModule } from './gate/gate.module.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LedgerService } from './ledger/ledger.service.js';
import { GuestNotifyMeController } from './notify-me/guest-notify-me.controller.js';
import { GuestNotifyMeService } from './notify-me/guest-notify-me.service.js';
import { GuestWaitsRepository } from './notify-me/guest-waits.repository.js';
import { NotifyMeController } from './notify-me/notify-me.controller.js';
import { NotifyMeRepository } from './notify-me/notify-me.repository.js';
import { NotifyMeService } from './notify-me/notify-me.service.js';
import { OverloadModule } from './overload/overload.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { RestController } from './rest/rest.controller.js';
import { RestRepository } from './rest/rest.repository.js';
import { RestService } from './rest/rest.service.js';
import { SweepService } from './sweep.service.js';

/** The intake of a board: its policy, gate, deadlines, and the ledger of its requests. */
@Module({
  imports: [DoorModule, RequestsModule, PolicyModule, GateModule, OverloadModule, BackgroundModule],
  controllers: [RestController, LedgerController, NotifyMeController, GuestNotifyMeController],
  providers: [
    RestService,
    RestRepository,
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
