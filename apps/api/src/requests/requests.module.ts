import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { FlowModule } from '../flow/flow.module.js';
import { DoorModule } from '../intake/door/door.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { PressureModule } from '../pressure/pressure.module.js';
import { AnswersController } from './answers/answers.controller.js';
import { AnswersRepository } from './answers/answers.repository.js';
import { AnswersService } from './answers/answers.service.js';
import { SeveralAnswersController } from './answers/bulk-answers.controller.js';
import { ExpiringService } from './answers/expire.service.js';
import { GivingService } from './answers/giving.service.js';
import { HandoversRepository } from './answers/handovers.repository.js';
import { HandoversService } from './answers/handovers.service.js';
import { RedirectService } from './answers/redirect.service.js';
import { WithdrawingService } from './answers/withdraw.service.js';
import { DeadlinePolicyRepository } from './deadline-policy.repository.js';
import { ConfirmationsService } from './guests/confirmations.service.js';
import { FormAsksRepository } from './guests/form-asks.repository.js';
import { FormAsksService } from './guests/form-asks.service.js';
import { ForgettingService } from './guests/form-cleanup.service.js';
import { FormSettingsController } from './guests/form-settings.controller.js';
import { FormSettingsRepository } from './guests/form-settings.repository.js';
import { FormSettingsService } from './guests/form-settings.service.js';
import { FormsController } from './guests/forms.controller.js';
import { GuestRequestsController } from './guests/guest-requests.controller.js';
import { GuestRequestsService } from './guests/guest-requests.service.js';
import { GuestsRepository } from './guests/guests.repository.js';
import { PublicFormRepository } from './guests/public-form.repository.js';
import { PublicFormService } from './guests/public-form.service.js';
import { HeldRequestsService } from './locked-requests.service.js';
import { MessagesController } from './messages/messages.controller.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { MessagesService } from './messages/messages.service.js';
import { OwnQueueRepository } from './queue/my-requests.repository.js';
import { QueueController } from './queue/queue.controller.js';
import { QueueRepository } from './queue/queue.repository.js';
import { QueueService } from './queue/queue.service.js';
import { HistoryRepository } from './reading/history.repository.js';
import { HistoryService } from './reading/history.service.js';
import { RequestContextController } from './reading/request-context.controller.js';
import { RequestPagesRepository } from './reading/request-pages.repository.js';
import { RequestsController } from './reading/requests.controller.js';
import { RequestsService } from './reading/requests.service.js';
import { SimilarRepository } from './reading/similar.repository.js';
import { SimilarService } from './reading/similar.service.js';
import { ShownRequestsService } from './request-documents.service.js';
import { RequestsRepository } from './requests.repository.js';
import { GuestSubmissionsRepository } from './submitting/guest-submissions.repository.js';
import { RequestChangesService } from './submitting/request-changes.service.js';
import { RequesterBoardController } from './submitting/requester-board.controller.js';
import { RequesterBoardRepository } from './submitting/requester-board.repository.js';
import { RequesterBoardService } from './submitting/requester-board.service.js';
import { SubmissionsController } from './submitting/submissions.controller.js';
import { SubmissionsRepository } from './submitting/submissions.repository.js';
import { SubmissionsService } from './submitting/submissions.service.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TemplatesRepository } from './templates/templates.repository.js';
import { TemplatesService } from './templates/templates.service.js';
import { DeferralsController } from './tickets/deferrals.controller.js';
import { DeferralsRepository } from './tickets/deferrals.repository.js';
import { DeferralsService } from './tickets/deferrals.service.js';
import { TicketNoticesRepository } from './tickets/ticket-notices.repository.js';
import { TicketNoticesService } from './tickets/ticket-notices.service.js';

/** Requests: submitted by members or guests, read, discussed, answered once, asked again with a ticket. */
@Module({
  imports: [FlowModule, LimitsModule, CardsModule, DoorModule, PressureModule, BackgroundModule],
  controllers: [
    RequesterBoardController,
    SubmissionsController,
    RequestsController,
    RequestContextController,
    QueueController,
    AnswersController,
    SeveralAnswersController,
    TemplatesController,
    DeferralsController,
    MessagesController,
    FormSettingsController,
    FormsController,
    GuestRequestsController,
  ],
  providers: [
    // submitting
    RequesterBoardService,
    RequesterBoardRepository,
    SubmissionsService,
    SubmissionsRepository,
    GuestSubmissionsRepository,
    RequestChangesService,
    DeadlinePolicyRepository,
    // reading
    RequestsService,
    RequestsRepository,
    RequestPagesRepository,
    ShownRequestsService,
    HeldRequestsService,
    HistoryService,
    HistoryRepository,
    SimilarService,
    SimilarRepository,
    // queue
    QueueService,
    QueueRepository,
    OwnQueueRepository,
    // answers
    AnswersService,
    AnswersRepository,
    GivingService,
    RedirectService,
    HandoversService,
    HandoversRepository,
    WithdrawingService,
    ExpiringService,
    // templates
    TemplatesService,
    TemplatesRepository,
    // tickets
    DeferralsService,
    DeferralsRepository,
    TicketNoticesService,
    TicketNoticesRepository,
    // messages
    MessagesService,
    MessagesRepository,
    // guests
    FormSettingsService,
    FormSettingsRepository,
    PublicFormService,
    PublicFormRepository,
    FormAsksService,
    FormAsksRepository,
    ForgettingService,
    ConfirmationsService,
    GuestRequestsService,
    GuestsRepository,
  ],
  exports: [ExpiringService, TicketNoticesService],
})
export class RequestsModule {}
