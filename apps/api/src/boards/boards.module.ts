import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { BoardsController } from './boards.controller.js';
import { BoardsRepository } from './boards.repository.js';
import { BoardsService } from './boards.service.js';
import { SnapshotModule } from './snapshot/snapshot.module.js';

@Module({
  imports: [SnapshotModule, LimitsModule],
  controllers: [BoardsController],
  providers: [BoardsService, BoardsRepository],
})
export class BoardsModule {}
