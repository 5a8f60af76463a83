import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { EventsModule } from '../events/events.module.js';
import { OperationsModule } from '../operations/operations.module.js';
import { PruningModule } from '../pruning/pruning.module.js';
import { HealthController } from './health.controller.js';
import { HealthRepository } from './health.repository.js';
import { HealthService } from './health.service.js';
import { MetricsRepository } from './metrics.repository.js';
import { MetricsService } from './metrics.service.js';
import { PoolerRepository } from './pooler/pooler.repository.js';
import { PoolerService } from './pooler/pooler.service.js';

@Module({
  imports: [BackgroundModule, EventsModule, OperationsModule, PruningModule],
  controllers: [HealthController],
  providers: [
    HealthService,
    HealthRepository,
    PoolerService,
    PoolerRepository,
    MetricsRepository,
    MetricsService,
  ],
})
export class HealthModule {}
