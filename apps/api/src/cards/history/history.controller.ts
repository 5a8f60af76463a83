import { Controller, Get, Param, Query } from '@nestjs/common';
import { BoardNumberParams, EventList, PageQuery } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { CardHistoryService } from './history.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/history')
export class CardHistoryController {
  constructor(private readonly history: CardHistoryService) {}

  @Get()
  @Allow('readEvents')
  @Answers(
    'The events of a board that are about one card, newest first, each with its changes of that card',
    {
      200: EventList,
    },
  )
  read(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Result<EventList>> {
    return this.history.read(access, number, query);
  }
}
