import { Body, Controller, Get, Patch, Put, Query } from '@nestjs/common';
import {
  ChooseNoticeMailTimes,
  MarkNoticesRead,
  NoticeChoices,
  NoticeChoicesChange,
  NoticeList,
  NoticeMailTimes,
  NoticeQuery,
  NoticeSettings,
  NoticeSettingsChange,
  PushChoices,
  PushChoicesChange,
  UnreadNotices,
} from '@weir/contract';
import { Allow, SessionsOnly } from '../http/access/allow.js';
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

  @Get('settings')
  @Allow('answerRequests')
  @SessionsOnly()
  @Answers('Which mails the caller gets in this workspace of new requests and weeks', { 200: NoticeSettings })
  settings(@Access() access: Access): Promise<Result<NoticeSettings>> {
    return this.notices.settings(access);
  }

  @Patch('settings')
  @Allow('answerRequests')
  @SessionsOnly()
  @Answers('Choose when to get mail of new requests in this workspace, and whether of each week', {
    200: NoticeSettings,
  })
  changeSettings(
    @Access() access: Access,
    @Body({ schema: NoticeSettingsChange }) change: NoticeSettingsChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<NoticeSettings>> {
    return this.notices.changeSettings(access, change, key);
  }

  @Get('choices')
  @Allow('readOwnNotices')
  @SessionsOnly()
  @Answers('How the caller wants their notices, in all workspaces', { 200: NoticeChoices })
  choices(@Access() access: Access): Promise<Result<NoticeChoices>> {
    return this.notices.choices(access);
  }

  @Patch('choices')
  @Allow('readOwnNotices')
  @SessionsOnly()
  @Answers('Choose how to get notices, in all workspaces', { 200: NoticeChoices })
  choose(
    @Access() access: Access,
    @Body({ schema: NoticeChoicesChange }) change: NoticeChoicesChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<NoticeChoices>> {
    return this.notices.choose(access, change, key);
  }

  @Get('push-choices')
  @Allow('readOwnNotices')
  @SessionsOnly()
  @Answers('Which notices the caller wants on their devices, in all workspaces', { 200: PushChoices })
  pushChoices(@Access() access: Access): Promise<Result<PushChoices>> {
    return this.notices.pushChoices(access);
  }

  @Patch('push-choices')
  @Allow('readOwnNotices')
  @SessionsOnly()
  @Answers('Choose which notices to get on devices, in all workspaces', { 200: PushChoices })
  choosePush(
    @Access() access: Access,
    @Body({ schema: PushChoicesChange }) change: PushChoicesChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<PushChoices>> {
    return this.notices.choosePush(access, change, key);
  }

  @Get('mail-times')
  @Allow('readOwnNotices')
  @SessionsOnly()
  @Answers('When the caller gets mail of notices, in all workspaces', { 200: NoticeMailTimes })
  mailTimes(@Access() access: Access): Promise<Result<NoticeMailTimes>> {
    return this.notices.mailTimes(access);
  }

  @Put('mail-times')
  @Allow('readOwnNotices')
  @SessionsOnly()
  @Answers('Choose quiet hours, or one mail a day', { 200: NoticeMailTimes })
  chooseMailTimes(
    @Access() access: Access,
    @Body({ schema: ChooseNoticeMailTimes }) times: ChooseNoticeMailTimes,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<NoticeMailTimes>> {
    return this.notices.chooseMailTimes(access, times, key);
  }
}
