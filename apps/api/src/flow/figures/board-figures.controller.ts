import { Controller, Get, Query } from '@nestjs/common';
import {
  AgeingCards,
  Arrivals,
  BlockedTime,
  CumulativeFlow,
  CycleTimes,
  FlowEfficiency,
  FlowQuery,
  RequestFlow,
  RequestFlowQuery,
  Throughput,
  ThroughputQuery,
} from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { FiguresService } from './figures.service.js';
import { FlowScopeService } from './flow-scope.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/flow')
export class BoardFiguresController {
  constructor(
    private readonly figures: FiguresService,
    private readonly scopes: FlowScopeService,
  ) {}

  @Get('cfd')
  @Costs(3)
  @Allow('readBoards')
  @Answers('Cumulative flow: the cards in each column at the end of each day', { 200: CumulativeFlow })
  async cumulative(@Access() access: BoardAccess, @Query({ schema: FlowQuery }) query: FlowQuery) {
    return this.figures.cumulative(await this.scopes.ofBoard(access, query));
  }

  @Get('cycle-time')
  @Costs(3)
  @Allow('readBoards')
  @Answers('How long delivered cards took, with percentiles', { 200: CycleTimes })
  async cycleTimes(@Access() access: BoardAccess, @Query({ schema: FlowQuery }) query: FlowQuery) {
    return this.figures.cycleTimes(await this.scopes.ofBoard(access, query));
  }

  @Get('throughput')
  @Costs(3)
  @Allow('readBoards')
  @Answers('Cards delivered by week or day, with natural process limits', { 200: Throughput })
  async throughput(
    @Access() access: BoardAccess,
    @Query({ schema: ThroughputQuery }) { by, ...query }: ThroughputQuery,
  ) {
    return this.figures.throughput(await this.scopes.ofBoard(access, query), by);
  }

  @Get('ageing')
  @Costs(3)
  @Allow('readBoards')
  @Answers('The age of the cards in flight, against how old delivered ones were in each column', {
    200: AgeingCards,
  })
  async ageing(@Access() access: BoardAccess, @Query({ schema: FlowQuery }) query: FlowQuery) {
    return this.figures.ageing(await this.scopes.ofBoard(access, query));
  }

  @Get('efficiency')
  @Costs(3)
  @Allow('readBoards')
  @Answers('Which share of the cycle time of delivered cards was work', { 200: FlowEfficiency })
  async efficiency(@Access() access: BoardAccess, @Query({ schema: FlowQuery }) query: FlowQuery) {
    return this.figures.efficiency(await this.scopes.ofBoard(access, query));
  }

  @Get('blocked')
  @Costs(3)
  @Allow('readBoards')
  @Answers('Blocked time by reason', { 200: BlockedTime })
  async blocked(@Access() access: BoardAccess, @Query({ schema: FlowQuery }) query: FlowQuery) {
    return this.figures.blocked(await this.scopes.ofBoard(access, query));
  }

  @Get('arrivals')
  @Costs(3)
  @Allow('readBoards')
  @Answers('What came into flight and what left it on each day, and the cards in flight', { 200: Arrivals })
  async arrivals(@Access() access: BoardAccess, @Query({ schema: FlowQuery }) query: FlowQuery) {
    return this.figures.arrivals(await this.scopes.ofBoard(access, query));
  }

  @Get('requests')
  @Costs(3)
  @Allow('readBoards')
  @Answers('What became of requests: answers, time to answer, refusals and overrides', { 200: RequestFlow })
  async requests(
    @Access() access: BoardAccess,
    @Query({ schema: RequestFlowQuery }) query: RequestFlowQuery,
  ) {
    return this.figures.requests(await this.scopes.ofBoard(access, query));
  }
}
