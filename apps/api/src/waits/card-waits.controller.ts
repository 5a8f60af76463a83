import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { BoardNumberParams, NewWait, Wait, WaitParams, Waits } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { refusalsOfWaits } from './refusals.js';
import { WaitsService } from './waits.service.js';

/** Waits of cards. */
@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/waits')
export class CardWaitsController {
  constructor(private readonly waits: WaitsService) {}

  @Get()
  @Allow('readBoards')
  @Answers('What a card waits on, and what waits on its request', { 200: Waits })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<Waits>> {
    return this.waits.read(access, { kind: 'card', number });
  }

  @Post()
  @HttpCode(201)
  @Allow('changeCards')
  @Answers('Let a card wait on a request, or ask another board and wait on that', {
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
    return this.waits.add(access, { kind: 'card', number }, wait, { version, key });
  }

  @Delete(':requestWait')
  @HttpCode(204)
  @Allow('changeCards')
  @Answers('Remove a wait of a card', { 204: null, refusals: ['precondition-failed', 'board-archived'] })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: WaitParams }) { number, requestWait }: WaitParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.waits.remove(access, { kind: 'card', number }, requestWait, { version, key });
  }
}
