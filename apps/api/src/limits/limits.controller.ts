import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { Limit, LimitChange, LimitList, LimitParams, NewLimit } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { LimitsService } from './limits.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/limits')
export class LimitsController {
  constructor(private readonly limits: LimitsService) {}

  @Get()
  @Allow('readLimits')
  @Answers("A board's limits with their loads", { 200: LimitList })
  list(@Access() access: BoardAccess): Promise<Result<LimitList>> {
    return this.limits.list(access);
  }

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  @Answers('Add a limit', {
    201: Limit,
    refusals: ['token-not-accepted', 'limit-exists', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewLimit }) limit: NewLimit,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Limit>> {
    return this.limits.add(access, limit, { key, unchangedSince });
  }

  @Patch(':limit')
  @Allow('manageBoards')
  @Answers('Change a limit; a maximum below the load removes no card and admits none', {
    200: Limit,
    refusals: ['token-not-accepted', 'limit-exists', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: LimitParams }) { limit }: LimitParams,
    @Body({ schema: LimitChange }) change: LimitChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Limit>> {
    return this.limits.change(access, limit, change, { key, unchangedSince });
  }

  @Delete(':limit')
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Remove a limit', {
    204: null,
    refusals: ['token-not-accepted', 'precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: LimitParams }) { limit }: LimitParams,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.limits.remove(access, limit, { key, unchangedSince });
  }
}
