import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { WhatIfModule } from '../flow/what-if/what-if.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { EndingTrialsService } from './ending-trials.service.js';
import { TrialsController } from './trials.controller.js';
import { TrialsRepository } from './trials.repository.js';
import { TrialsService } from './trials.service.js';

/** Limits that are tried for some weeks, and the comparison with their prediction. */
@Module({
  imports: [BackgroundModule, LimitsModule, WhatIfModule],
  controllers: [TrialsController],
  providers: [TrialsService, EndingTrialsService, TrialsRepository],
})
export class TrialsModule {}
