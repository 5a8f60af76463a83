import { Controller, Get, Param } from '@nestjs/common';
import { BoardNumberParams, Forecast } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { ForecastsService } from './forecasts.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/forecast')
export class ForecastsController {
  constructor(private readonly forecasts: ForecastsService) {}

  @Get()
  @Allow('readBoards')
  @Answers('When a card would be delivered if a trade displaced it now', { 200: Forecast })
  ofDisplaced(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<Forecast>> {
    return this.forecasts.ofDisplaced(access, number);
  }
}
