import { Controller, Get, Param } from '@nestjs/common';
import { BoardNumberParams, CardForecast } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { CardForecastsService } from './card-forecasts.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/forecast')
export class ForecastsController {
  constructor(private readonly forecasts: CardForecastsService) {}

  @Get()
  @Allow('readBoards')
  @Answers('When a card is delivered, and when if a trade displaced it now', { 200: CardForecast })
  ofCard(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<CardForecast>> {
    return this.forecasts.ofCard(access, number);
  }
}
