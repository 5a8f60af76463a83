import { Module } from '@nestjs/common';
import { SnapshotModule } from '../boards/snapshot/snapshot.module.js';
import { LimitRefusalsRepository } from './limit-refusals.repository.js';
import { LimitRefusalsService } from './limit-refusals.service.js';
import { LimitsController } from './limits.controller.js';
import { LimitsRepository } from './limits.repository.js';
import { LimitsService } from './limits.service.js';
import { OverridesController } from './overrides/overrides.controller.js';
import { OverridesRepository } from './overrides/overrides.repository.js';
import { OverridesService } from './overrides/overrides.service.js';
import { TriedLimitsService } from './tried-limits.service.js';

/** WIP limits, how a refusal by one is explained, and the log of overrides. */
@Module({
  imports: [SnapshotModule],
  controllers: [LimitsController, OverridesController],
  providers: [
    LimitsService,
    LimitsRepository,
    LimitRefusalsService,
    LimitRefusalsRepository,
    OverridesService,
    OverridesRepository,
    TriedLimitsService,
  ],
  exports: [LimitRefusalsService, TriedLimitsService],
})
export class LimitsModule {}
