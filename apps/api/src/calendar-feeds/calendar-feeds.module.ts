import { Module } from '@nestjs/common';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarsController } from './calendars.controller.js';
import { CalendarsService } from './calendars.service.js';
import { FeedSecrets } from './feed-secrets.js';
import { OwnFeedController } from './own-feed.controller.js';
import { OwnFeedService } from './own-feed.service.js';

/** The calendar feeds of members: their own page of it, and what calendars read. */
@Module({
  controllers: [OwnFeedController, CalendarsController],
  providers: [OwnFeedService, CalendarsService, CalendarFeedsRepository, FeedSecrets],
})
export class CalendarFeedsModule {}
