import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { WhatIfController } from './what-if.controller.js';
import { WhatIfRepository } from './what-if.repository.js';
import { WhatIfService } from './what-if.service.js';

@Module({
  imports: [FiguresModule],
  controllers: [WhatIfController],
  providers: [WhatIfService, WhatIfRepository],
})
export class WhatIfModule {}
