import { Controller, Get, Query } from '@nestjs/common';
import {
  AgeingCards,
  Arrivals,
  BlockedTime,
  BoardsFlowQuery,
  BoardsRequestFlowQuery,
  BoardsThroughputQuery,
  CumulativeFlow,
  CycleTimes,
  FlowEfficiency,
  RequestFlow,
  Throughput,
} from '@weir/contract';
import { Allow, FiltersBoards } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { FiguresService } from './figures.service.js';
import { FlowScopeService } from './flow-scope.service.js';

@Controller('v1/workspaces/:workspace/flow')
export class WorkspaceFiguresController {
  constructor(
    private readonly figures: FiguresService,
    private readonly scopes: FlowScopeService,
  ) {}

  @Get('cfd')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: cumulative flow: the cards in each stage at the end of each day', {
    200: CumulativeFlow,
  })
  async cumulative(@Access() access: Access, @Query({ schema: BoardsFlowQuery }) query: BoardsFlowQuery) {
    return this.figures.cumulative(await this.scopes.ofBoards(access, query));
  }

  @Get('cycle-time')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: how long delivered cards took, with percentiles', { 200: CycleTimes })
  async cycleTimes(@Access() access: Access, @Query({ schema: BoardsFlowQuery }) query: BoardsFlowQuery) {
    return this.figures.cycleTimes(await this.scopes.ofBoards(access, query));
  }

  @Get('throughput')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: cards delivered by week or day, with natural process limits', {
    200: Throughput,
  })
  async throughput(
    @Access() access: Access,
    @Query({ schema: BoardsThroughputQuery }) { by, ...query }: BoardsThroughputQuery,
  ) {
    return this.figures.throughput(await this.scopes.ofBoards(access, query), by);
  }

  @Get('ageing')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers(
    'Of several boards: the age of the cards in flight, against how old delivered ones were in each column',
    {
      200: AgeingCards,
    },
  )
  async ageing(@Access() access: Access, @Query({ schema: BoardsFlowQuery }) query: BoardsFlowQuery) {
    return this.figures.ageing(await this.scopes.ofBoards(access, query));
  }

  @Get('efficiency')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: which share of the cycle time of delivered cards was work', {
    200: FlowEfficiency,
  })
  async efficiency(@Access() access: Access, @Query({ schema: BoardsFlowQuery }) query: BoardsFlowQuery) {
    return this.figures.efficiency(await this.scopes.ofBoards(access, query));
  }

  @Get('blocked')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: blocked time by reason', { 200: BlockedTime })
  async blocked(@Access() access: Access, @Query({ schema: BoardsFlowQuery }) query: BoardsFlowQuery) {
    return this.figures.blocked(await this.scopes.ofBoards(access, query));
  }

  @Get('arrivals')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: what came into flight and what left it on each day, and the cards in flight', {
    200: Arrivals,
  })
  async arrivals(@Access() access: Access, @Query({ schema: BoardsFlowQuery }) query: BoardsFlowQuery) {
    return this.figures.arrivals(await this.scopes.ofBoards(access, query));
  }

  @Get('requests')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: what became of requests: answers, time to answer, refusals and overrides', {
    200: RequestFlow,
  })
  async requests(
    @Access() access: Access,
    @Query({ schema: BoardsRequestFlowQuery }) query: BoardsRequestFlowQuery,
  ) {
    return this.figures.requests(await this.scopes.ofBoards(access, query));
  }
}
