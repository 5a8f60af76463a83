import { Module } from '@nestjs/common';
import { DoorModule } from '../intake/door/door.module.js';
import { PressureController } from './pressure.controller.js';
import { PressureRepository } from './pressure.repository.js';
import { PressureService } from './pressure.service.js';

@Module({
  imports: [DoorModule],
  controllers: [PressureController],
  providers: [PressureService, PressureRepository],
  exports: [PressureService],
})
export class PressureModule {}
