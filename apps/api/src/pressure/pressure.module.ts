import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { DoorService } from './door.service.js';
import { PressureController } from './pressure.controller.js';
import { PressureRepository } from './pressure.repository.js';
import { PressureService } from './pressure.service.js';

@Module({
  imports: [FlowModule],
  controllers: [PressureController],
  providers: [PressureService, DoorService, PressureRepository],
})
export class PressureModule {}
