import { Controller, Get, Param, Query } from '@nestjs/common';
import { BoardNumberParams, ListedRequests, Request, RequestList, RequestQuery } from '@weir/contract';
import { z } from 'zod';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import { RequestsService } from './requests.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/requests')
export class RequestsController {
  constructor(private readonly requests: RequestsService) {}

  @Get()
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers(
    'A board’s requests: waiting ones in queue order, then answered ones, newest first; or by filters',
    {
      200: z.union([RequestList, ListedRequests]),
    },
  )
  list(
    @Access() access: BoardAccess,
    @Query({ schema: RequestQuery }) query: RequestQuery,
  ): Promise<Result<RequestList | ListedRequests>> {
    return this.requests.list(access, query);
  }

  @Get(':number')
  @Versioned()
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('A request with its answer', { 200: Request })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<Request>> {
    return this.requests.read(access, number);
  }
}
