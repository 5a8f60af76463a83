import { Module } from '@nestjs/common';
import { ForecastsController } from './forecasts.controller.js';
import { ForecastsRepository } from './forecasts.repository.js';
import { ForecastsService } from './forecasts.service.js';

@Module({
  controllers: [ForecastsController],
  providers: [ForecastsService, ForecastsRepository],
  exports: [ForecastsService],
})
export class FlowModule {}
