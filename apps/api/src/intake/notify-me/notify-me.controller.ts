import { Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { NotifyMe } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { NotifyMeService } from './notify-me.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/intake/notify-me')
export class NotifyMeController {
  constructor(private readonly notifyMe: NotifyMeService) {}

  @Get()
  @Allow('submitRequests')
  @Answers('Whether the caller is notified when the intake admits a request of theirs again', {
    200: NotifyMe,
  })
  read(@Access() access: BoardAccess): Promise<Result<NotifyMe>> {
    return this.notifyMe.read(access);
  }

  @Put()
  @Allow('submitRequests')
  @Answers('Be notified once when the intake admits a request of the caller again', {
    200: NotifyMe,
    refusals: ['cap-reached', 'board-archived', 'intake-takes-requests'],
  })
  switchOn(@Access() access: BoardAccess, @Idempotency() key: WriteKey | null): Promise<Result<NotifyMe>> {
    return this.notifyMe.switchOn(access, key);
  }

  @Delete()
  @HttpCode(204)
  @Allow('submitRequests')
  @Answers('No longer be notified', { 204: null })
  switchOff(@Access() access: BoardAccess, @Idempotency() key: WriteKey | null): Promise<Result<void>> {
    return this.notifyMe.switchOff(access, key);
  }
}
