import { Module } from '@nestjs/common';
import { FlowModule } from '../../flow/flow.module.js';
import { DoorRepository } from './door.repository.js';
import { DoorRefusalsService } from './door-refusals.service.js';

/** Why a request is refused at the door of a board, and when to come back. */
@Module({
  imports: [FlowModule],
  providers: [DoorRefusalsService, DoorRepository],
  exports: [DoorRefusalsService],
})
export class DoorModule {}
