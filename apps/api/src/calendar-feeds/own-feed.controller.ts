import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { CalendarFeed, NewCalendarFeed } from '@weir/contract';
import { Allow, SessionsOnly } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { ok, type Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { OwnFeedService } from './own-feed.service.js';

/** The caller’s own calendar feed in a workspace. */
@Controller('v1/workspaces/:workspace/calendar-feed')
export class OwnFeedController {
  constructor(private readonly feed: OwnFeedService) {}

  @Get()
  @Allow('enterWorkspace')
  @SessionsOnly()
  @Answers('Whether the caller’s dates can be read by a calendar, and when one did', { 200: CalendarFeed })
  async read(@Access() access: Access): Promise<Result<CalendarFeed>> {
    return ok(await this.feed.read(access));
  }

  @Post()
  @HttpCode(201)
  @Allow('enterWorkspace')
  @SessionsOnly()
  @Answers('Make a secret link to the caller’s dates; an earlier one ends', { 201: NewCalendarFeed })
  make(@Access() access: Access, @Idempotency() key: WriteKey | null): Promise<Result<NewCalendarFeed>> {
    return this.feed.make(access, key);
  }

  @Delete()
  @HttpCode(204)
  @Allow('enterWorkspace')
  @SessionsOnly()
  @Answers('Revoke the link to the caller’s dates', { 204: null })
  revoke(@Access() access: Access, @Idempotency() key: WriteKey | null): Promise<Result<void>> {
    return this.feed.revoke(access, key);
  }
}
