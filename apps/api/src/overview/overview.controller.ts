import { Controller, Get, Query } from '@nestjs/common';
import { Overview, PageQuery } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { OverviewService } from './overview.service.js';

@Controller('v1/workspaces/:workspace/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  /** Each board shows all of it to its readers. */
  @Get()
  @Allow('readBoards')
  @Answers('The load, the limits and what is late on all boards, and who is over their limit', {
    200: Overview,
  })
  read(@Access() access: Access, @Query({ schema: PageQuery }) query: PageQuery): Promise<Result<Overview>> {
    return this.overview.read(access, query);
  }
}
