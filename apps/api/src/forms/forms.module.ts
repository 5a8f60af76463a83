import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { BackgroundModule } from '../background/background.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { ConfirmationsService } from './confirmations.service.js';
import { ForgettingService } from './forgetting.service.js';
import { FormAsksRepository } from './form-asks.repository.js';
import { FormAsksService } from './form-asks.service.js';
import { FormAttempts } from './form-attempts.repository.js';
import { FormDoorsRepository } from './form-doors.repository.js';
import { FormDoorsService } from './form-doors.service.js';
import { FormSettingsController } from './form-settings.controller.js';
import { FormSettingsRepository } from './form-settings.repository.js';
import { FormSettingsService } from './form-settings.service.js';
import { FormsController } from './forms.controller.js';
import { GuestRequestsController } from './guest-requests.controller.js';
import { GuestRequestsService } from './guest-requests.service.js';
import { GuestsRepository } from './guests.repository.js';

/** People without an account: a board's public form, the confirming of an address, and a guest's own requests. */
@Module({
  imports: [RequestsModule, AnswersModule, BackgroundModule],
  controllers: [FormSettingsController, FormsController, GuestRequestsController],
  providers: [
    FormSettingsService,
    FormSettingsRepository,
    FormDoorsService,
    FormDoorsRepository,
    FormAsksService,
    FormAsksRepository,
    FormAttempts,
    ForgettingService,
    ConfirmationsService,
    GuestRequestsService,
    GuestsRepository,
  ],
})
export class FormsModule {}
