import { Controller, Get, Query } from '@nestjs/common';
import { BoardWaits, BoardWaitsQuery } from '@weir/contract';
import { Allow, FiltersBoards } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { BoardWaitsService } from './board-waits.service.js';

@Controller('v1/workspaces/:workspace/waits')
export class BoardWaitsController {
  constructor(private readonly waits: BoardWaitsService) {}

  @Get()
  @FiltersBoards()
  @Allow('readBoards')
  @Answers('The cards and requests of a board that wait on another board', { 200: BoardWaits })
  list(
    @Access() access: Access,
    @Query({ schema: BoardWaitsQuery }) query: BoardWaitsQuery,
  ): Promise<Result<BoardWaits>> {
    return this.waits.list(access, query);
  }
}
