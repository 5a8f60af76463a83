import { Body, Controller, Get, Put } from '@nestjs/common';
import { RestSetting, RestStatus } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { RestService } from './rest.service.js';

/** The rests of a board. */
@Controller('v1/workspaces/:workspace/boards/:board/intake/rest')
export class RestController {
  constructor(private readonly rest: RestService) {}

  @Get()
  @Allow('readIntake')
  @Answers('Whether the board rests, and the days that it is measured by', { 200: RestStatus })
  read(@Access() access: BoardAccess): Promise<Result<RestStatus>> {
    return this.rest.read(access);
  }

  @Put()
  @Allow('setGate')
  @Answers('Begin or end a rest, or dismiss its proposal', {
    200: RestStatus,
    refusals: ['rest-changed', 'precondition-failed', 'board-archived'],
  })
  set(
    @Access() access: BoardAccess,
    @Body({ schema: RestSetting }) setting: RestSetting,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<RestStatus>> {
    return this.rest.set(access, setting, { key, unchangedSince });
  }
}
