import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { BoardNumberParams, NewWait, Wait, WaitParams, Waits } from '@weir/contract';
import { Allow, Scope } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { refusalsOfWaits } from './refusals.js';
import { WaitsService } from './waits.service.js';

/** Waits of requests. Their cards keep them. */
@Controller('v1/workspaces/:workspace/boards/:board/requests/:number/waits')
export class RequestWaitsController {
  constructor(private readonly waits: WaitsService) {}

  @Get()
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('What a request waits on, and what waits on it', { 200: Waits })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<Waits>> {
    return this.waits.read(access, { kind: 'request', number });
  }

  @Post()
  @HttpCode(201)
  @Allow('changeCards')
  @Scope('intake')
  @Answers('Let a request wait on a request, or ask another board and wait on that', {
    201: Wait,
    refusals: [...refusalsOfWaits],
  })
  add(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: NewWait }) wait: NewWait,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Wait>> {
    return this.waits.add(access, { kind: 'request', number }, wait, { version, key });
  }

  @Delete(':requestWait')
  @HttpCode(204)
  @Allow('changeCards')
  @Scope('intake')
  @Answers('Remove a wait of a request', { 204: null, refusals: ['precondition-failed', 'board-archived'] })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: WaitParams }) { number, requestWait }: WaitParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.waits.remove(access, { kind: 'request', number }, requestWait, { version, key });
  }
}
