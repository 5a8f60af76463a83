import { Module } from '@nestjs/common';
import { SnapshotModule } from '../boards/snapshot/snapshot.module.js';
import { EventsController } from './events.controller.js';
import { EventsRepository } from './events.repository.js';
import { EventsService } from './events.service.js';
import { OpenStreamsService } from './open-streams.service.js';

@Module({
  imports: [SnapshotModule],
  controllers: [EventsController],
  providers: [EventsService, EventsRepository, OpenStreamsService],
})
export class EventsModule {}
