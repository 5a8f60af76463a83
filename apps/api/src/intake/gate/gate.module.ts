import { Module } from '@nestjs/common';
import { WaitGraphModule } from '../../waits/graph/wait-graph.module.js';
import { OverloadModule } from '../overload/overload.module.js';
import { GateController } from './gate.controller.js';
import { GateRepository } from './gate.repository.js';
import { GateService } from './gate.service.js';
import { GateStepsService } from './gate-steps.service.js';

@Module({
  imports: [OverloadModule, WaitGraphModule],
  controllers: [GateController],
  providers: [GateService, GateStepsService, GateRepository],
  exports: [GateStepsService],
})
export class GateModule {}
