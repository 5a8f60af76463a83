import { Module } from '@nestjs/common';
import { WaitGraphModule } from '../waits/graph/wait-graph.module.js';
import { BoardForecastsController } from './board-forecasts.controller.js';
import { BoardForecastsService } from './board-forecasts.service.js';
import { CardForecastsService } from './card-forecasts.service.js';
import { ForecastsController } from './forecasts.controller.js';
import { ForecastsService } from './forecasts.service.js';
import { ScoringModule } from './scoring/scoring.module.js';

@Module({
  imports: [ScoringModule, WaitGraphModule],
  controllers: [ForecastsController, BoardForecastsController],
  providers: [ForecastsService, BoardForecastsService, CardForecastsService],
  exports: [ForecastsService],
})
export class FlowModule {}
