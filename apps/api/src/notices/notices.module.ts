import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { DueDatesService } from './due-dates.service.js';
import { NoticesController } from './notices.controller.js';
import { NoticesRepository } from './notices.repository.js';
import { NoticesService } from './notices.service.js';

@Module({
  imports: [BackgroundModule],
  controllers: [NoticesController],
  providers: [NoticesService, NoticesRepository, DueDatesService],
})
export class NoticesModule {}
