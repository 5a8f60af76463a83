import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { PruningRepository } from './pruning.repository.js';
import { PruningService } from './pruning.service.js';

@Module({
  imports: [BackgroundModule],
  providers: [PruningRepository, PruningService],
  exports: [PruningService],
})
export class PruningModule {}
