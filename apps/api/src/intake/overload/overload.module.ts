import { Module } from '@nestjs/common';
import { FiguresModule } from '../../flow/figures/figures.module.js';
import { OverloadRepository } from './overload.repository.js';
import { RestDaysService } from './rest-days.service.js';
import { RestStepsService } from './rest-steps.service.js';

/** Sustained overload of a board: its measured days, and the rests that follow. */
@Module({
  imports: [FiguresModule],
  providers: [RestStepsService, RestDaysService, OverloadRepository],
  exports: [RestStepsService, RestDaysService],
})
export class OverloadModule {}
