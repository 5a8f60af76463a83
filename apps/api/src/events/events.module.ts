import { Module } from '@nestjs/common';
import { SnapshotModule } from '../boards/snapshot/snapshot.module.js';
import { EventsController } from './events.controller.js';
import { EventsRepository } from './events.repository.js';
import { EventsService } from './events.service.js';
import { OpenStreamsService } from './open-streams.service.js';
import { WorkspaceEventsController } from './workspace/workspace-events.controller.js';
import { WorkspaceEventsRepository } from './workspace/workspace-events.repository.js';
import { WorkspaceEventsService } from './workspace/workspace-events.service.js';
import { WorkspaceNews } from './workspace/workspace-news.service.js';

@Module({
  imports: [SnapshotModule],
  controllers: [EventsController, WorkspaceEventsController],
  providers: [
    EventsService,
    EventsRepository,
    OpenStreamsService,
    WorkspaceEventsService,
    WorkspaceEventsRepository,
    WorkspaceNews,
  ],
  exports: [OpenStreamsService],
})
export class EventsModule {}
