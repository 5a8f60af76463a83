import { Module } from '@nestjs/common';
import { BoardsController } from './boards.controller.js';
import { BoardsRepository } from './boards.repository.js';
import { BoardsService } from './boards.service.js';
import { ColumnsController } from './columns.controller.js';
import { ColumnsRepository } from './columns.repository.js';
import { ColumnsService } from './columns.service.js';
import { ExplanationsRepository } from './explanations.repository.js';
import { ExplanationsService } from './explanations.service.js';
import { SnapshotsRepository } from './snapshots.repository.js';
import { SnapshotsService } from './snapshots.service.js';
import { SwimlanesController } from './swimlanes.controller.js';
import { SwimlanesRepository } from './swimlanes.repository.js';
import { SwimlanesService } from './swimlanes.service.js';

@Module({
  controllers: [BoardsController, ColumnsController, SwimlanesController],
  providers: [
    BoardsService,
    BoardsRepository,
    ExplanationsService,
    ExplanationsRepository,
    SnapshotsService,
    SnapshotsRepository,
    ColumnsService,
    ColumnsRepository,
    SwimlanesService,
    SwimlanesRepository,
  ],
  exports: [BoardsService, ExplanationsService],
})
export class BoardsModule {}
