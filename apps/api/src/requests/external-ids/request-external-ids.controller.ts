import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ExternalIdParams, PutRequest, Request } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatchOrNew } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import { creditRefusals, doorRefusals } from '../../intake/door/refusal-codes.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { RequestsService } from '../reading/requests.service.js';
import { ExternalRequestsService } from './external-requests.service.js';

/** Requests by the ids that programs gave them. */
@Controller('v1/workspaces/:workspace/boards/:board/requests-by-external-id')
export class RequestExternalIdsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly external: ExternalRequestsService,
  ) {}

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

  @Put(':externalId')
  @Versioned()
  @Allow('submitRequests')
  @Answers('Submit the request with an external id, or change it while it waits', {
    200: Request,
    201: Request,
    refusals: [
      'already-answered',
      'key-taken',
      ...doorRefusals,
      ...creditRefusals,
      'precondition-failed',
      'board-archived',
    ],
  })
  async put(
    @Access() access: BoardAccess,
    @Param({ schema: ExternalIdParams }) { externalId }: ExternalIdParams,
    @Body({ schema: PutRequest }) request: PutRequest,
    @IfMatchOrNew() version: number | null,
    @Idempotency() key: WriteKey | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<Request>> {
    const put = await this.external.put(access, externalId, request, { version, key });
    if (!put.ok) return put;
    if (put.value.isNew) void reply.status(201);
    return { ...put, value: put.value.request };
  }
}
