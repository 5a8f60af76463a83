import { Controller, Get, Query } from '@nestjs/common';
import { OverrideLog, PageQuery } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { OverridesService } from './overrides.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/overrides')
export class OverridesController {
  constructor(private readonly overrides: OverridesService) {}

  @Get()
  @Allow('readLimits')
  @Answers('The override log, newest first', { 200: OverrideLog })
  list(
    @Access() access: BoardAccess,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Result<OverrideLog>> {
    return this.overrides.list(access, query);
  }
}
