import { Module } from '@nestjs/common';
import { SavedViewsController } from './saved-views.controller.js';
import { SavedViewsRepository } from './saved-views.repository.js';
import { SavedViewsService } from './saved-views.service.js';
import { SharedViewGuard } from './shared-view.guard.js';

@Module({
  controllers: [SavedViewsController],
  providers: [SavedViewsService, SavedViewsRepository, SharedViewGuard],
})
export class SavedViewsModule {}
