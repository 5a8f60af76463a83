import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { type Limit, LimitChange, type LimitList, LimitParams, NewLimit } from '@weir/contract';
import type { WriteKey } from '../database/idempotency.js';
import { Allow } from '../http/allow.js';
import { Access, type BoardAccess } from '../http/caller.js';
import { Idempotency } from '../http/idempotency.js';
import type { Result } from '../result.js';
import { LimitsService } from './limits.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/limits')
export class LimitsController {
  constructor(private readonly limits: LimitsService) {}

  @Get()
  @Allow('readLimits')
  list(@Access() access: BoardAccess): Promise<Result<LimitList>> {
    return this.limits.list(access);
  }

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewLimit }) limit: NewLimit,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Limit>> {
    return this.limits.add(access, limit, key);
  }

  @Patch(':limit')
  @Allow('manageBoards')
  change(
    @Access() access: BoardAccess,
    @Param({ schema: LimitParams }) { limit }: LimitParams,
    @Body({ schema: LimitChange }) change: LimitChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Limit>> {
    return this.limits.change(access, limit, change, key);
  }

  @Delete(':limit')
  @HttpCode(204)
  @Allow('manageBoards')
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: LimitParams }) { limit }: LimitParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.limits.remove(access, limit, key);
  }
}
