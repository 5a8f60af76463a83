import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { ColumnsController } from './columns.controller.js';
import { ColumnsRepository } from './columns.repository.js';
import { ColumnsService } from './columns.service.js';
import { FreeSlotsController } from './free-slots/free-slots.controller.js';
import { FreeSlotsRepository } from './free-slots/free-slots.repository.js';
import { FreeSlotsService } from './free-slots/free-slots.service.js';

@Module({
  imports: [LimitsModule, BackgroundModule],
  controllers: [ColumnsController, FreeSlotsController],
  providers: [ColumnsService, ColumnsRepository, FreeSlotsService, FreeSlotsRepository],
})
export class ColumnsModule {}
