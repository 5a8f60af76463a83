import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { TrialFiguresService } from './trial-figures.service.js';
import { WhatIfController } from './what-if.controller.js';
import { WhatIfRepository } from './what-if.repository.js';
import { WhatIfService } from './what-if.service.js';

@Module({
  imports: [FiguresModule],
  controllers: [WhatIfController],
  providers: [WhatIfService, WhatIfRepository, TrialFiguresService],
  exports: [TrialFiguresService],
})
export class WhatIfModule {}
