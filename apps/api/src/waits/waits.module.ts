import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { FlowModule } from '../flow/flow.module.js';
import { DoorModule } from '../intake/door/door.module.js';
import { PolicyModule } from '../intake/policy/policy.module.js';
import { BoardWaitsController } from './board-waits.controller.js';
import { BoardWaitsRepository } from './board-waits.repository.js';
import { BoardWaitsService } from './board-waits.service.js';
import { CardWaitsController } from './card-waits.controller.js';
import { WaitGraphModule } from './graph/wait-graph.module.js';
import { IntakeWaitsController } from './intake-waits.controller.js';
import { RequestWaitsController } from './request-waits.controller.js';
import { WaitChecksRepository } from './settling/wait-checks.repository.js';
import { WaitChecksService } from './settling/wait-checks.service.js';
import { WaitsRepository } from './waits.repository.js';
import { WaitsService } from './waits.service.js';
import { WaitsMapController } from './waits-map.controller.js';
import { WaitsMapService } from './waits-map.service.js';

/** Cards and requests that wait on requests of other boards. */
@Module({
  imports: [BackgroundModule, CreditsModule, FlowModule, DoorModule, PolicyModule, WaitGraphModule],
  controllers: [
    CardWaitsController,
    RequestWaitsController,
    IntakeWaitsController,
    WaitsMapController,
    BoardWaitsController,
  ],
  providers: [
    WaitsRepository,
    WaitsService,
    WaitsMapService,
    BoardWaitsRepository,
    BoardWaitsService,
    WaitChecksRepository,
    WaitChecksService,
  ],
})
export class WaitsModule {}
