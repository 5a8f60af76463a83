import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { BoardNumberParams, NewRequest, Request, RequestChange } from '@weir/contract';
import { Allow, AllowInStatement } from '../../http/access/allow.js';
import { Access, type BoardAccess, Credentials } from '../../http/access/caller.js';
import { IfMatch, IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { CreatesAt } from '../../http/responses/location.js';
import { Versioned } from '../../http/responses/versioned.js';
import { creditRefusals, doorRefusals } from '../../intake/door/refusal-codes.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { RequestChangesService } from './request-changes.service.js';
import { SubmissionsService } from './submissions.service.js';

/** Requests by their requester: submitted, asked again, corrected. */
@Controller('v1/workspaces/:workspace/boards/:board/requests')
export class SubmissionsController {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly changes: RequestChangesService,
  ) {}

  @Post()
  @HttpCode(201)
  @AllowInStatement('submitRequests')
  @Versioned()
  @Answers('Submit a request', {
    201: Request,
    refusals: [
      'request-not-answered',
      'key-taken',
      ...doorRefusals,
      ...creditRefusals,
      'precondition-failed',
      'board-archived',
    ],
  })
  submit(
    @Credentials() credentials: Credentials,
    @Body({ schema: NewRequest }) request: NewRequest,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.submissions.submit(credentials, request, { key, unchangedSince });
  }

  @Post(':number/ask-again')
  @HttpCode(201)
  @CreatesAt('/v1/workspaces/:workspace/boards/:board/requests/:number')
  @AllowInStatement('submitRequests')
  @Versioned()
  @Answers('Submit a request again with its ticket', {
    201: Request,
    refusals: [
      'too-early',
      'already-asked',
      'not-deferred',
      ...doorRefusals,
      'credits-spent',
      'precondition-failed',
      'board-archived',
    ],
  })
  askAgain(
    @Credentials() credentials: Credentials,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    const again = { follows: number, ticket: true, ifVersion: version } as const;
    return this.submissions.submit(credentials, again, { key, unchangedSince: null });
  }

  @Patch(':number')
  @Allow('submitRequests')
  @Versioned()
  @Answers('Change one of the caller’s own waiting requests', {
    200: Request,
    refusals: [
      'already-answered',
      'key-taken',
      ...doorRefusals,
      ...creditRefusals,
      'precondition-failed',
      'board-archived',
    ],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: RequestChange }) change: RequestChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Request>> {
    return this.changes.change(access, number, change, { version, key });
  }
}
