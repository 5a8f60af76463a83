import { Module } from '@nestjs/common';
import { BackgroundModule } from '../../background/background.module.js';
import { ScoringRepository } from './scoring.repository.js';
import { ScoringService } from './scoring.service.js';
import { ShownForecasts } from './shown-forecasts.service.js';

@Module({
  imports: [BackgroundModule],
  providers: [ScoringRepository, ScoringService, ShownForecasts],
  exports: [ShownForecasts],
})
export class ScoringModule {}
