import { Module } from '@nestjs/common';
import { FlowModule } from '../../flow/flow.module.js';
import { DoorRepository } from './door.repository.js';
import { DoorService } from './door.service.js';
import { FormRatesService } from './form-rates.service.js';

/** The door of a board: admission, quotas, rates, and when to come back. */
@Module({
  imports: [FlowModule],
  providers: [DoorService, DoorRepository, FormRatesService],
  exports: [DoorService, FormRatesService],
})
export class DoorModule {}
