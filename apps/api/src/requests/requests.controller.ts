import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { NewRequest, NumberParams, Request, RequestChange, RequestList, RequestQuery } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import type { WriteKey } from '../database/idempotency.js';
import { Allow, AllowInStatement } from '../http/allow.js';
import { Access, type BoardAccess, Credentials } from '../http/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/result.interceptor.js';
import type { Result } from '../result.js';
import { doorRefusals } from './door-refusals.js';
import { RequestsService } from './requests.service.js';
import { SubmissionsService } from './submissions.service.js';

/** Requests: submitted, read, corrected, asked again. */
@Controller('v1/workspaces/:workspace/boards/:board/requests')
export class RequestsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly submissions: SubmissionsService,
  ) {}

  @Post()
  @HttpCode(201)
  @AllowInStatement('submitRequests')
  @Versioned()
  @Answers('Ask something of the team', {
    201: Request,
    refusals: [...doorRefusals, 'board-archived'],
  })
  submit(
    @Credentials() credentials: Credentials,
    @Body({ schema: NewRequest }) request: NewRequest,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.submissions.submit(credentials, request, key);
  }

  @Post(':number/ask-again')
  @HttpCode(201)
  @AllowInStatement('submitRequests')
  @Versioned()
  @Answers('Ask a deferred request again, with its ticket', {
    201: Request,
    refusals: ['too-early', 'already-asked', 'not-deferred', ...doorRefusals, 'board-archived'],
  })
  askAgain(
    @Credentials() credentials: Credentials,
    @Param({ schema: NumberParams }) { number }: NumberParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.submissions.submit(credentials, { follows: number, ticket: true }, key);
  }

  @Get()
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('Requests: the waiting in their order, then the answered, newest first', { 200: RequestList })
  list(
    @Access() access: BoardAccess,
    @Query({ schema: RequestQuery }) query: RequestQuery,
  ): Promise<Result<RequestList>> {
    return this.requests.list(access, query);
  }

  /** Its version is its ETag, but never a 304: place and lateness change while the version stands. */
  @Get(':number')
  @Allow('readOwnRequests', 'readAllRequests')
  @Answers('A request with its answer', { 200: Request })
  async read(
    @Access() access: BoardAccess,
    @Param({ schema: NumberParams }) { number }: NumberParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<Request>> {
    const read = await this.requests.read(access, number);
    if (read.ok) void reply.header('etag', `"${read.value.version}"`);
    return read;
  }

  @Patch(':number')
  @Allow('submitRequests')
  @Versioned()
  @Answers('Correct an own request while it waits', {
    200: Request,
    refusals: ['already-answered', ...doorRefusals, 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: NumberParams }) { number }: NumberParams,
    @Body({ schema: RequestChange }) change: RequestChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.requests.change(access, number, change, { version, key });
  }
}
