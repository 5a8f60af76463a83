import { Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { BoardNumberParams, CardWatch } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WatchingService } from './watching.service.js';

/** Watching is the caller's own choice and not part of the board. It makes no event, and works on an archived board too. */
@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/watch')
export class WatchingController {
  constructor(private readonly watching: WatchingService) {}

  @Get()
  @Allow('readBoards')
  @Answers('Who watches a card, and whether the caller does', { 200: CardWatch })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<CardWatch>> {
    return this.watching.read(access, number);
  }

  @Put()
  @Allow('readBoards')
  @Answers('Watch a card: be notified of its comments and blocks', { 200: CardWatch })
  watch(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CardWatch>> {
    return this.watching.choose(access, number, true, key);
  }

  @Delete()
  @Allow('readBoards')
  @Answers('Stop watching a card, also as its creator or assignee', { 200: CardWatch })
  unwatch(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CardWatch>> {
    return this.watching.choose(access, number, false, key);
  }
}
