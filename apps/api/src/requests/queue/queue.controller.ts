import { Controller, Get, Query } from '@nestjs/common';
import { QueueList, QueueQuery } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { QueueService } from './queue.service.js';

/** What waits on all boards of a workspace, and what the caller asked on them. */
@Controller('v1/workspaces/:workspace/requests')
export class QueueController {
  constructor(private readonly queue: QueueService) {}

  @Get()
  @Allow('readAllRequests', 'readOwnRequests')
  @Answers('The waiting requests of all boards, by deadline; with `of=me` the caller’s own requests', {
    200: QueueList,
  })
  list(
    @Access() access: Access,
    @Query({ schema: QueueQuery }) query: QueueQuery,
  ): Promise<Result<QueueList>> {
    return this.queue.list(access, query);
  }
}
