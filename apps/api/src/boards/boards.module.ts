import { Module } from '@nestjs/common';
import { PolicyModule } from '../intake/policy/policy.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { BoardsController } from './boards.controller.js';
import { BoardsRepository } from './boards.repository.js';
import { BoardsService } from './boards.service.js';
import { BoardDeletionController } from './deletion/deletion.controller.js';
import { BoardDeletionRepository } from './deletion/deletion.repository.js';
import { BoardDeletionService } from './deletion/deletion.service.js';
import { PublicBoardsController } from './public/public-boards.controller.js';
import { PublicBoardsService } from './public/public-boards.service.js';
import { PublicLinkController } from './public/public-link.controller.js';
import { PublicLinkRepository } from './public/public-link.repository.js';
import { PublicLinkService } from './public/public-link.service.js';
import { PublicLinks } from './public/public-links.js';
import { SnapshotModule } from './snapshot/snapshot.module.js';

@Module({
  imports: [SnapshotModule, LimitsModule, PolicyModule],
  controllers: [BoardsController, BoardDeletionController, PublicLinkController, PublicBoardsController],
  providers: [
    BoardsService,
    BoardsRepository,
    BoardDeletionService,
    BoardDeletionRepository,
    PublicLinkService,
    PublicLinkRepository,
    PublicLinks,
    PublicBoardsService,
  ],
  exports: [BoardsService],
})
export class BoardsModule {}
