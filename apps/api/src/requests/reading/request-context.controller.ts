import { Controller, Get, Param, Query } from '@nestjs/common';
import { BoardNumberParams, RequestContext, RequestHistory, SimilarList, SimilarQuery } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { HistoryService } from './history.service.js';
import { SimilarService } from './similar.service.js';

/** What helps to decide on a request: similar ones, its requester's others, its history. */
@Controller('v1/workspaces/:workspace/boards/:board/requests')
export class RequestContextController {
  constructor(
    private readonly similar: SimilarService,
    private readonly history: HistoryService,
  ) {}

  @Get('similar')
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('Open requests similar to a title', { 200: SimilarList })
  findSimilar(
    @Access() access: BoardAccess,
    @Query({ schema: SimilarQuery }) { title }: SimilarQuery,
  ): Promise<Result<SimilarList>> {
    return this.similar.findByTitle(access, title);
  }

  @Get(':number/context')
  @Allow('answerRequests')
  @Answers('What helps to answer a request: its requester’s other requests, and similar ones', {
    200: RequestContext,
  })
  context(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<RequestContext>> {
    return this.similar.context(access, number);
  }

  @Get(':number/history')
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('The history of a request, oldest first', { 200: RequestHistory })
  readHistory(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<RequestHistory>> {
    return this.history.read(access, number);
  }
}
