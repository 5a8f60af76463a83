import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { DeadlinePolicyRepository } from './deadline-policy.repository.js';
import { DoorRefusalsService } from './door-refusals.service.js';
import { GuestSubmissionsRepository } from './guest-submissions.repository.js';
import { HandoversRepository } from './handovers.repository.js';
import { HandoversService } from './handovers.service.js';
import { HeldRequestsService } from './held-requests.service.js';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';
import { KnowingController } from './knowing.controller.js';
import { MessagesController } from './messages.controller.js';
import { MessagesRepository } from './messages.repository.js';
import { MessagesService } from './messages.service.js';
import { OwnQueueRepository } from './own-queue.repository.js';
import { QueueController } from './queue.controller.js';
import { QueueRepository } from './queue.repository.js';
import { QueueService } from './queue.service.js';
import { RequestPagesRepository } from './request-pages.repository.js';
import { RequestsController } from './requests.controller.js';
import { RequestsRepository } from './requests.repository.js';
import { RequestsService } from './requests.service.js';
import { ShownRequestsService } from './shown-requests.service.js';
import { SimilarRepository } from './similar.repository.js';
import { SimilarService } from './similar.service.js';
import { SubmissionsRepository } from './submissions.repository.js';
import { SubmissionsService } from './submissions.service.js';

/** What is asked of a team: how it comes in at the door, how it is read and corrected, and what is said on it. */
@Module({
  imports: [FlowModule],
  controllers: [RequestsController, MessagesController, QueueController, KnowingController],
  providers: [
    RequestsService,
    RequestsRepository,
    RequestPagesRepository,
    ShownRequestsService,
    HeldRequestsService,
    SubmissionsService,
    SubmissionsRepository,
    GuestSubmissionsRepository,
    DeadlinePolicyRepository,
    DoorRefusalsService,
    HandoversService,
    HandoversRepository,
    MessagesService,
    MessagesRepository,
    HistoryService,
    HistoryRepository,
    SimilarService,
    SimilarRepository,
    QueueService,
    QueueRepository,
    OwnQueueRepository,
  ],
  exports: [
    RequestsService,
    HeldRequestsService,
    SubmissionsService,
    HandoversService,
    MessagesService,
    DoorRefusalsService,
  ],
})
export class RequestsModule {}
