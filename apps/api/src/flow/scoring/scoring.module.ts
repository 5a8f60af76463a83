import { Module } from '@nestjs/common';
import { BackgroundModule } from '../../background/background.module.js';
import { FiguresModule } from '../figures/figures.module.js';
import { ForecastsRepository } from '../forecasts.repository.js';
import { BacktestsService } from './backtests.service.js';
import { CalibrationService } from './calibration.service.js';
import { JointForecastsRepository } from './joint-forecasts.repository.js';
import { MissedRepository } from './missed.repository.js';
import { RecordsService } from './records.service.js';
import { RequestRecordController } from './request-record.controller.js';
import { ScoresController } from './scores.controller.js';
import { ScoringRepository } from './scoring.repository.js';
import { ScoringService } from './scoring.service.js';
import { ShownForecasts } from './shown-forecasts.service.js';

@Module({
  imports: [BackgroundModule, FiguresModule],
  controllers: [ScoresController, RequestRecordController],
  providers: [
    ScoringRepository,
    JointForecastsRepository,
    MissedRepository,
    ScoringService,
    ShownForecasts,
    CalibrationService,
    BacktestsService,
    RecordsService,
    ForecastsRepository,
  ],
  exports: [ShownForecasts, RecordsService, ForecastsRepository],
})
export class ScoringModule {}
