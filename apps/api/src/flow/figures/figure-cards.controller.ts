import { Controller, Get, Query } from '@nestjs/common';
import {
  ArrivalsCardsQuery,
  BoardsArrivalsCardsQuery,
  BoardsCfdCardsQuery,
  CfdCardsQuery,
  FigureCards,
} from '@weir/contract';
import { Allow, FiltersBoards } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { FigureCardsService } from './figure-cards.service.js';
import { FlowScopeService } from './flow-scope.service.js';

/** The cards behind the numbers of cumulative flow and of arrivals. */
@Controller('v1/workspaces/:workspace')
export class FigureCardsController {
  constructor(
    private readonly cards: FigureCardsService,
    private readonly scopes: FlowScopeService,
  ) {}

  @Get('boards/:board/flow/cfd/cards')
  @Costs(3)
  @Allow('readBoards')
  @Answers('The cards in a band of cumulative flow at the end of a day', { 200: FigureCards })
  async ofBand(
    @Access() access: BoardAccess,
    @Query({ schema: CfdCardsQuery }) query: CfdCardsQuery,
  ): Promise<FigureCards> {
    return this.cards.ofBand(await this.scopes.ofBoard(access, query), query);
  }

  @Get('flow/cfd/cards')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('Of several boards: the cards in a band of cumulative flow at the end of a day', {
    200: FigureCards,
  })
  async ofBandOfBoards(
    @Access() access: Access,
    @Query({ schema: BoardsCfdCardsQuery }) query: BoardsCfdCardsQuery,
  ): Promise<FigureCards> {
    return this.cards.ofBand(await this.scopes.ofBoards(access, query), query);
  }

  @Get('boards/:board/flow/arrivals/cards')
  @Costs(3)
  @Allow('readBoards')
  @Answers('The cards that came into flight or left it on a day, or were in flight at its end', {
    200: FigureCards,
  })
  async ofStep(
    @Access() access: BoardAccess,
    @Query({ schema: ArrivalsCardsQuery }) query: ArrivalsCardsQuery,
  ): Promise<FigureCards> {
    return this.cards.ofStep(await this.scopes.ofBoard(access, query), query);
  }

  @Get('flow/arrivals/cards')
  @Costs(10)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers(
    'Of several boards: the cards that came into flight or left it on a day, or were in flight at its end',
    { 200: FigureCards },
  )
  async ofStepOfBoards(
    @Access() access: Access,
    @Query({ schema: BoardsArrivalsCardsQuery }) query: BoardsArrivalsCardsQuery,
  ): Promise<FigureCards> {
    return this.cards.ofStep(await this.scopes.ofBoards(access, query), query);
  }
}
