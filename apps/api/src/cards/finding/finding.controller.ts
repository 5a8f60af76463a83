import { Controller, Get, Query } from '@nestjs/common';
import { CardPage, CardQuery } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { FindingService } from './finding.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards')
export class FindingController {
  constructor(private readonly finding: FindingService) {}

  @Get()
  @Allow('readBoards')
  @Answers('A board’s cards by filters, in pages', { 200: CardPage })
  find(@Access() access: BoardAccess, @Query({ schema: CardQuery }) query: CardQuery): Promise<CardPage> {
    return this.finding.find(access, query);
  }
}
