import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { SearchModule } from '../search/search.module.js';
import { ArchivingController } from './archiving/archiving.controller.js';
import { ArchivingRepository } from './archiving/archiving.repository.js';
import { ArchivingService } from './archiving/archiving.service.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { AttachmentsRepository } from './attachments/attachments.repository.js';
import { AttachmentsService } from './attachments/attachments.service.js';
import { BlockingController } from './blocking/blocking.controller.js';
import { BlockingRepository } from './blocking/blocking.repository.js';
import { BlockingService } from './blocking/blocking.service.js';
import { CardCommandsService } from './card-commands.service.js';
import { CardsController } from './cards.controller.js';
import { CardsRepository } from './cards.repository.js';
import { CardsService } from './cards.service.js';
import { ChecklistController } from './checklist/checklist.controller.js';
import { ChecklistRepository } from './checklist/checklist.repository.js';
import { ChecklistService } from './checklist/checklist.service.js';
import { CommentsController } from './comments/comments.controller.js';
import { CommentsRepository } from './comments/comments.repository.js';
import { CommentsService } from './comments/comments.service.js';
import { CreationController } from './deleting/creation.controller.js';
import { DeletingController } from './deleting/deleting.controller.js';
import { DeletingRepository } from './deleting/deleting.repository.js';
import { DeletingService } from './deleting/deleting.service.js';
import { ExternalIdsController } from './external-ids.controller.js';
import { FindingController } from './finding/finding.controller.js';
import { FindingRepository } from './finding/finding.repository.js';
import { FindingService } from './finding/finding.service.js';
import { CardHistoryController } from './history/history.controller.js';
import { CardHistoryRepository } from './history/history.repository.js';
import { CardHistoryService } from './history/history.service.js';
import { LinksController } from './links/links.controller.js';
import { LinksRepository } from './links/links.repository.js';
import { LinksService } from './links/links.service.js';
import { LockedCardsService } from './locked-cards.service.js';
import { MentionsRepository } from './mentions.repository.js';
import { MovingController } from './moving/moving.controller.js';
import { MovingRepository } from './moving/moving.repository.js';
import { MovingService } from './moving/moving.service.js';
import { WatchingController } from './watching/watching.controller.js';
import { WatchingRepository } from './watching/watching.repository.js';
import { WatchingService } from './watching/watching.service.js';

@Module({
  imports: [LimitsModule, FilesModule, SearchModule],
  controllers: [
    CardsController,
    MovingController,
    BlockingController,
    ArchivingController,
    DeletingController,
    CreationController,
    FindingController,
    ExternalIdsController,
    AttachmentsController,
    ChecklistController,
    CommentsController,
    LinksController,
    CardHistoryController,
    WatchingController,
  ],
  providers: [
    CardsService,
    AttachmentsService,
    AttachmentsRepository,
    ChecklistService,
    ChecklistRepository,
    CardsRepository,
    CardCommandsService,
    LockedCardsService,
    MovingService,
    MovingRepository,
    BlockingService,
    BlockingRepository,
    ArchivingService,
    ArchivingRepository,
    DeletingService,
    DeletingRepository,
    FindingService,
    FindingRepository,
    LinksService,
    LinksRepository,
    CommentsService,
    CommentsRepository,
    MentionsRepository,
    CardHistoryService,
    CardHistoryRepository,
    WatchingService,
    WatchingRepository,
  ],
  exports: [AttachmentsService, CardsService],
})
export class CardsModule {}
