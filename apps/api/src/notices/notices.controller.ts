import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { MarkNoticesRead, NoticeList, NoticeQuery, UnreadNotices } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { NoticesService } from './notices.service.js';

@Controller('v1/workspaces/:workspace/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Allow('readOwnNotices')
  @Answers('The caller’s notices, newest first, and how many are unread', { 200: NoticeList })
  list(
    @Access() access: Access,
    @Query({ schema: NoticeQuery }) query: NoticeQuery,
  ): Promise<Result<NoticeList>> {
    return this.notices.list(access, query);
  }

  @Put('read')
  @Allow('readOwnNotices')
  @Answers('Mark some or all of the caller’s notices as read', { 200: UnreadNotices })
  markRead(
    @Access() access: Access,
    @Body({ schema: MarkNoticesRead }) read: MarkNoticesRead,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<UnreadNotices>> {
    return this.notices.markRead(access, read, key);
  }
}
