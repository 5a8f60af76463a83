import { Module } from '@nestjs/common';
import { BackgroundModule } from '../../background/background.module.js';
import { FiguresModule } from '../figures/figures.module.js';
import { RiskAgesService } from './risk-ages.service.js';
import { ServiceLevelsController } from './service-levels.controller.js';
import { ServiceLevelsRepository } from './service-levels.repository.js';
import { ServiceLevelsService } from './service-levels.service.js';

@Module({
  imports: [BackgroundModule, FiguresModule],
  controllers: [ServiceLevelsController],
  providers: [ServiceLevelsService, ServiceLevelsRepository, RiskAgesService],
})
export class ServiceLevelsModule {}
