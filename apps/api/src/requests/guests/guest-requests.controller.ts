import {
  Body,
  Controller,
  createParamDecorator,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
} from '@nestjs/common';
import { GuestRequest, GuestRequestList, GuestRequestParams, NewGuestMessage, Receipt } from '@weir/contract';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../http/access/allow.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { GuestRequestsService } from './guest-requests.service.js';

/** The token of `Authorization: Guest <token>`, which a link in an e-mail gives; else null. */
const GuestLink = createParamDecorator((_, context): string | null => {
  const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
  return /^Guest +(\S{1,500})$/i.exec(authorization ?? '')?.[1] ?? null;
});

/** A guest's own requests. The token of their link comes as `Authorization: Guest <token>`. */
@Controller('v1/forms/requests')
export class GuestRequestsController {
  constructor(private readonly requests: GuestRequestsService) {}

  @Get()
  @Public()
  @Answers('A guest’s requests in a workspace', {
    200: GuestRequestList,
    refusals: ['not-signed-in', 'guest-link-expired'],
  })
  list(@GuestLink() token: string | null): Promise<Result<GuestRequestList>> {
    return this.requests.list(token);
  }

  @Get(':board/:number')
  @Public()
  @Answers('A guest’s request with its answer', {
    200: GuestRequest,
    refusals: ['not-signed-in', 'guest-link-expired', 'not-found'],
  })
  read(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
  ): Promise<Result<GuestRequest>> {
    return this.requests.read(token, at);
  }

  @Delete(':board/:number')
  @Public()
  @Answers('Withdraw a guest’s request', {
    200: GuestRequest,
    refusals: [
      'not-signed-in',
      'guest-link-expired',
      'not-found',
      'already-answered',
      'precondition-failed',
      'board-archived',
    ],
  })
  withdraw(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
    @IfMatch() version: number | null,
  ): Promise<Result<GuestRequest>> {
    return this.requests.withdraw(token, at, version);
  }

  @Post(':board/:number/messages')
  @Public()
  @Answers('Send a guest’s message on a request; a reply to a question restarts the deadline', {
    201: GuestRequest,
    refusals: ['not-signed-in', 'guest-link-expired', 'not-found', 'precondition-failed', 'board-archived'],
  })
  reply(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
    @Body({ schema: NewGuestMessage }) { body }: NewGuestMessage,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<GuestRequest>> {
    return this.requests.reply(token, at, body, { version, key });
  }

  @Put(':board/:number/received')
  @Public()
  @Answers('Confirm that a delivery is what the guest needed', {
    200: GuestRequest,
    refusals: [
      'not-signed-in',
      'guest-link-expired',
      'not-found',
      'not-delivered',
      'precondition-failed',
      'board-archived',
    ],
  })
  received(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
    @Body({ schema: Receipt }) _: Receipt,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<GuestRequest>> {
    return this.requests.received(token, at, { version, key });
  }

  @Post(':board/:number/ask-again')
  @HttpCode(201)
  @Public()
  @Answers('Submit a guest’s request again with its ticket', {
    201: GuestRequest,
    refusals: [
      'not-signed-in',
      'guest-link-expired',
      'not-found',
      'too-early',
      'already-asked',
      'not-deferred',
      ...formDoorRefusals,
      'precondition-failed',
      'board-archived',
    ],
  })
  askAgain(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
    @IfMatch() version: number | null,
  ): Promise<Result<GuestRequest>> {
    return this.requests.askAgain(token, at, version);
  }
}
