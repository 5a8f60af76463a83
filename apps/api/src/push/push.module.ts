import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { PushClient } from './push-client.js';
import { PushKeys } from './push-keys.js';
import { PushSubscriptionsController } from './push-subscriptions.controller.js';
import { PushSubscriptionsRepository } from './push-subscriptions.repository.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';
import { PushWorker } from './push-worker.service.js';
import { PushesRepository } from './pushes.repository.js';
import { PushesService } from './pushes.service.js';

/** Notices on a person's devices, by web push. */
@Module({
  imports: [BackgroundModule],
  controllers: [PushSubscriptionsController],
  providers: [
    PushClient,
    PushKeys,
    PushSubscriptionsRepository,
    PushSubscriptionsService,
    PushWorker,
    PushesRepository,
    PushesService,
  ],
})
export class PushModule {}
