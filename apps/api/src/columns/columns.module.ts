import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { ColumnsController } from './columns.controller.js';
import { ColumnsRepository } from './columns.repository.js';
import { ColumnsService } from './columns.service.js';

@Module({
  imports: [LimitsModule],
  controllers: [ColumnsController],
  providers: [ColumnsService, ColumnsRepository],
})
export class ColumnsModule {}
