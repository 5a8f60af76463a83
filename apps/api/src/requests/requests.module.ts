import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { FlowModule } from '../flow/flow.module.js';
import { DoorModule } from '../intake/door/door.module.js';
import { PolicyModule } from '../intake/policy/policy.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { PressureModule } from '../pressure/pressure.module.js';
import { AcceptAnswer } from './answers/accept.js';
import { AnswerCommand } from './answers/answer-command.js';
import { AnswersController } from './answers/answers.controller.js';
import { AnswersRepository } from './answers/answers.repository.js';
import { AnswersService } from './answers/answers.service.js';
import { DeclineAnswer } from './answers/decline.js';
import { DeferAnswer } from './answers/defer.js';
import { DuplicateAnswer } from './answers/duplicate.js';
import { ExpireAnswer } from './answers/expire.js';
import { RedirectAnswer } from './answers/redirect.js';
import { RedirectRepository } from './answers/redirect.repository.js';
import { TradeAnswer } from './answers/trade.js';
import { WithdrawAnswer } from './answers/withdraw.js';
import { ExpectedDatesRepository } from './delivery/expected-dates.repository.js';
import { ExpectedDatesService } from './delivery/expected-dates.service.js';
import { ReceiptsController } from './delivery/receipts.controller.js';
import { ReceiptsRepository } from './delivery/receipts.repository.js';
import { ReceiptsService } from './delivery/receipts.service.js';
import { WorkNoticesRepository } from './delivery/work-notices.repository.js';
import { WorkNoticesService } from './delivery/work-notices.service.js';
import { ExternalRequestsService } from './external-ids/external-requests.service.js';
import { RequestExternalIdsController } from './external-ids/request-external-ids.controller.js';
import { ConfirmationsService } from './guests/confirmations.service.js';
import { FormCleanupService } from './guests/form-cleanup.service.js';
import { FormRequestsRepository } from './guests/form-requests.repository.js';
import { FormRequestsService } from './guests/form-requests.service.js';
import { FormSettingsController } from './guests/form-settings.controller.js';
import { FormSettingsRepository } from './guests/form-settings.repository.js';
import { FormSettingsService } from './guests/form-settings.service.js';
import { GuestDataService } from './guests/guest-data.service.js';
import { GuestLinksController } from './guests/guest-links.controller.js';
import { GuestLinksService } from './guests/guest-links.service.js';
import { GuestPageService } from './guests/guest-page.service.js';
import { GuestRequestsController } from './guests/guest-requests.controller.js';
import { GuestRequestsService } from './guests/guest-requests.service.js';
import { GuestsRepository } from './guests/guests.repository.js';
import { PublicFormController } from './guests/public-form.controller.js';
import { PublicFormRepository } from './guests/public-form.repository.js';
import { PublicFormService } from './guests/public-form.service.js';
import { LockedRequestsService } from './locked-requests.service.js';
import { MessagesController } from './messages/messages.controller.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { MessagesService } from './messages/messages.service.js';
import { MyRequestsRepository } from './queue/my-requests.repository.js';
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
import { RequestForecastsService } from './request-forecasts.service.js';
import { RequestsRepository } from './requests.repository.js';
import { RequestChangesRepository } from './submitting/request-changes.repository.js';
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
  imports: [
    FlowModule,
    LimitsModule,
    CardsModule,
    DoorModule,
    PolicyModule,
    PressureModule,
    BackgroundModule,
    CreditsModule,
  ],
  controllers: [
    RequesterBoardController,
    SubmissionsController,
    RequestsController,
    RequestExternalIdsController,
    RequestContextController,
    QueueController,
    AnswersController,
    TemplatesController,
    DeferralsController,
    MessagesController,
    FormSettingsController,
    PublicFormController,
    GuestLinksController,
    GuestRequestsController,
    ReceiptsController,
  ],
  providers: [
    // submitting
    RequesterBoardService,
    RequesterBoardRepository,
    SubmissionsService,
    SubmissionsRepository,
    RequestChangesService,
    RequestChangesRepository,
    // reading
    RequestsService,
    RequestsRepository,
    RequestPagesRepository,
    RequestForecastsService,
    LockedRequestsService,
    HistoryService,
    HistoryRepository,
    SimilarService,
    SimilarRepository,
    // queue
    QueueService,
    QueueRepository,
    MyRequestsRepository,
    // answers
    AnswersService,
    AnswersRepository,
    AcceptAnswer,
    AnswerCommand,
    TradeAnswer,
    DeclineAnswer,
    DeferAnswer,
    DuplicateAnswer,
    RedirectAnswer,
    RedirectRepository,
    WithdrawAnswer,
    ExpireAnswer,
    // work
    WorkNoticesService,
    WorkNoticesRepository,
    ExpectedDatesService,
    ExpectedDatesRepository,
    ReceiptsService,
    ReceiptsRepository,
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
    FormRequestsService,
    FormRequestsRepository,
    FormCleanupService,
    ConfirmationsService,
    ExternalRequestsService,
    GuestLinksService,
    GuestPageService,
    GuestDataService,
    GuestRequestsService,
    GuestsRepository,
  ],
  exports: [
    QueueService,
    PublicFormService,
    ExpireAnswer,
    TicketNoticesService,
    WorkNoticesService,
    ExpectedDatesService,
  ],
})
export class RequestsModule {}
