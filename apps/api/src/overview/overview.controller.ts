import { Controller, Get, Query } from '@nestjs/common';
import { Overview, PageQuery } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import type { Result } from '../result.js';
import { OverviewService } from './overview.service.js';

@Controller('v1/workspaces/:workspace/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  /** Readers of a board see all of these figures on the board too. */
  @Get()
  @Costs(5)
  @Allow('readBoards')
  @Answers('All boards with their load, limits and overdue work, and the people over their limits', {
    200: Overview,
  })
  read(@Access() access: Access, @Query({ schema: PageQuery }) query: PageQuery): Promise<Result<Overview>> {
    return this.overview.read(access, query);
  }
}
