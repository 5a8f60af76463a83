import { Controller, Get, Param } from '@nestjs/common';
import { ExternalIdParams, Request } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import { RequestsService } from './requests.service.js';

/** Requests by the ids that programs gave them. */
@Controller('v1/workspaces/:workspace/boards/:board/requests-by-external-id')
export class RequestExternalIdsController {
  constructor(private readonly requests: RequestsService) {}

  @Get(':externalId')
  @Versioned()
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('The request with an external id', { 200: Request })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: ExternalIdParams }) { externalId }: ExternalIdParams,
  ): Promise<Result<Request>> {
    return this.requests.readExternal(access, externalId);
  }
}
