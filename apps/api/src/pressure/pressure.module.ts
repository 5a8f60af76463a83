import { Module } from '@nestjs/common';
import { DoorModule } from '../intake/door/door.module.js';
import { WaitGraphModule } from '../waits/graph/wait-graph.module.js';
import { PressureController } from './pressure.controller.js';
import { PressureRepository } from './pressure.repository.js';
import { PressureService } from './pressure.service.js';

@Module({
  imports: [DoorModule, WaitGraphModule],
  controllers: [PressureController],
  providers: [PressureService, PressureRepository],
  exports: [PressureService],
})
export class PressureModule {}
