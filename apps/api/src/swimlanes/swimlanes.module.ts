import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { SwimlanesController } from './swimlanes.controller.js';
import { SwimlanesRepository } from './swimlanes.repository.js';
import { SwimlanesService } from './swimlanes.service.js';

@Module({
  imports: [LimitsModule],
  controllers: [SwimlanesController],
  providers: [SwimlanesService, SwimlanesRepository],
})
export class SwimlanesModule {}
