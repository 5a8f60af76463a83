import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  BoardNumberParams,
  BoardsFlowQuery,
  CardServiceLevel,
  FlowQuery,
  ServiceLevelFigures,
} from '@weir/contract';
import { Allow, FiltersBoards } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import type { Result } from '../../result.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { ServiceLevelsService } from './service-levels.service.js';

@Controller('v1/workspaces/:workspace')
export class ServiceLevelsController {
  constructor(
    private readonly levels: ServiceLevelsService,
    private readonly scopes: FlowScopeService,
  ) {}

  @Get('boards/:board/flow/sle')
  @Costs(3)
  @Allow('readBoards')
  @Answers('How often service level expectations were kept, and the cards that missed theirs, with why', {
    200: ServiceLevelFigures,
  })
  async ofBoard(@Access() access: BoardAccess, @Query({ schema: FlowQuery }) query: FlowQuery) {
    return this.levels.figures(await this.scopes.ofBoard(access, query));
  }

  @Get('flow/sle')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers(
    'Of several boards: how often expectations were kept, and the cards that missed theirs, with why',
    {
      200: ServiceLevelFigures,
    },
  )
  async ofBoards(@Access() access: Access, @Query({ schema: BoardsFlowQuery }) query: BoardsFlowQuery) {
    return this.levels.figures(await this.scopes.ofBoards(access, query));
  }

  @Get('boards/:board/cards/:number/sle')
  @Costs(3)
  @Allow('readBoards')
  @Answers('Whether a card can keep the expectation of its class, and where its time went', {
    200: CardServiceLevel,
  })
  ofCard(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<CardServiceLevel>> {
    return this.levels.ofCard(access, number);
  }
}
