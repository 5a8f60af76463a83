import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimsService } from './claims.service.js';
import { LeaseSweepService } from './lease-sweep.service.js';
import { LeasesRepository } from './leases.repository.js';
import { BoardWatch } from './waiting/board-watch.js';
import { WaitingClaims } from './waiting/waiting-claims.service.js';

@Module({
  imports: [LimitsModule, BackgroundModule],
  controllers: [ClaimsController],
  providers: [ClaimsService, LeasesRepository, LeaseSweepService, WaitingClaims, BoardWatch],
})
export class LeasesModule {}
