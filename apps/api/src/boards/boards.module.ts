import { Module } from '@nestjs/common';
import { PolicyModule } from '../intake/policy/policy.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { BoardsController } from './boards.controller.js';
import { BoardsRepository } from './boards.repository.js';
import { BoardsService } from './boards.service.js';
import { SnapshotModule } from './snapshot/snapshot.module.js';

@Module({
  imports: [SnapshotModule, LimitsModule, PolicyModule],
  controllers: [BoardsController],
  providers: [BoardsService, BoardsRepository],
})
export class BoardsModule {}
