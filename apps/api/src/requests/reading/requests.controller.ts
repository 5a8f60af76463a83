import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { BoardNumberParams, Request, RequestList, RequestQuery } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { RequestsService } from './requests.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/requests')
export class RequestsController {
  constructor(private readonly requests: RequestsService) {}

  @Get()
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('A board’s requests: waiting ones in queue order, then answered ones, newest first', {
    200: RequestList,
  })
  list(
    @Access() access: BoardAccess,
    @Query({ schema: RequestQuery }) query: RequestQuery,
  ): Promise<Result<RequestList>> {
    return this.requests.list(access, query);
  }

  /** Its version is its ETag, but it never answers 304: position and lateness change while the version stays the same. */
  @Get(':number')
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('A request with its answer', { 200: Request })
  async read(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<Request>> {
    const read = await this.requests.read(access, number);
    if (read.ok) void reply.header('etag', `"${read.value.version}"`);
    return read;
  }
}
