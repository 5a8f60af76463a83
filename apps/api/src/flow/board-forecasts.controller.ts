import { Controller, Get, Query } from '@nestjs/common';
import { BoardForecast, BoardForecastQuery, BoardsForecast, BoardsForecastQuery } from '@weir/contract';
import { Allow, FiltersBoards } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import type { Result } from '../result.js';
import { BoardForecastsService } from './board-forecasts.service.js';

/** Questions about a number of cards: of one board, and of several together. */
@Controller('v1/workspaces/:workspace')
export class BoardForecastsController {
  constructor(private readonly forecasts: BoardForecastsService) {}

  @Get('boards/:board/flow/forecast')
  @Costs(5)
  @Allow('readBoards')
  @Answers('When a board has delivered a number of cards, and how many by a day', { 200: BoardForecast })
  ofBoard(
    @Access() access: BoardAccess,
    @Query({ schema: BoardForecastQuery }) query: BoardForecastQuery,
  ): Promise<Result<BoardForecast>> {
    return this.forecasts.ofBoard(access, query);
  }

  @Get('flow/forecast')
  @Costs(20)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('When several boards have all delivered their numbers of cards', { 200: BoardsForecast })
  ofBoards(
    @Access() access: Access,
    @Query({ schema: BoardsForecastQuery }) query: BoardsForecastQuery,
  ): Promise<Result<BoardsForecast>> {
    return this.forecasts.ofBoards(access, query);
  }
}
