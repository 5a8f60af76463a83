import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { PressureModule } from '../pressure/pressure.module.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { MessagesRepository } from './sending/messages.repository.js';
import { MessagesService } from './sending/messages.service.js';
import { SendingRepository } from './sending/sending.repository.js';
import { SendingService } from './sending/sending.service.js';
import { SignalsRepository } from './sending/signals.repository.js';
import { SignalsService } from './sending/signals.service.js';
import { WebhookClient } from './sending/webhook-client.js';
import { WebhookSender } from './sending/webhook-sender.service.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

/** Sends a workspace’s events to addresses that its managers name. */
@Module({
  imports: [BackgroundModule, PressureModule],
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    DeliveriesRepository,
    DeliveriesService,
    MessagesRepository,
    MessagesService,
    SendingRepository,
    SendingService,
    SignalsRepository,
    SignalsService,
    WebhookClient,
    WebhookSecrets,
    WebhookSender,
    WebhooksRepository,
    WebhooksService,
  ],
})
export class WebhooksModule {}
