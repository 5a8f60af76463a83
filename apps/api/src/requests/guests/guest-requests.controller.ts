import {
  Body,
  Controller,
  createParamDecorator,
  Delete,
  Get,
  Headers,
  HttpCode,
  Ip,
  Param,
  Patch,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import {
  GuestFollowUp,
  GuestRequest,
  GuestRequestChange,
  GuestRequestList,
  GuestRequestParams,
  type Language,
  NewGuestMessage,
  Receipt,
} from '@weir/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/access/allow.js';
import { IfMatch, isKnownTo } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { CallerLanguage } from '../../http/reader-words.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import { ok, type Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { GuestDataService } from './guest-data.service.js';
import { GuestPageService } from './guest-page.service.js';
import { GuestRequestsService } from './guest-requests.service.js';

/** The token of `Authorization: Guest <token>`, which a link in an e-mail gives; else null. */
const GuestLink = createParamDecorator((_, context): string | null => {
  const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
  return /^Guest +(\S{1,500})$/i.exec(authorization ?? '')?.[1] ?? null;
});

const linkRefusals = ['not-signed-in', 'guest-link-expired', 'workspace-archived'] as const;

/** A guest's own requests. The token of their link comes as `Authorization: Guest <token>`. */
@Controller('v1/forms/requests')
@ApiSecurity('guest')
export class GuestRequestsController {
  constructor(
    private readonly page: GuestPageService,
    private readonly requests: GuestRequestsService,
    private readonly data: GuestDataService,
  ) {}

  @Get()
  @Public()
  @Answers('A guest’s requests in a workspace', {
    200: GuestRequestList,
    304: null,
    refusals: [...linkRefusals, 'rate-limited'],
  })
  async list(
    @GuestLink() token: string | null,
    @Headers('if-none-match') known: string | undefined,
    @Ip() ip: string,
    @CallerLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<GuestRequestList> | undefined> {
    const read = await this.page.read(token, { ip, language, isKnown: (etag) => isKnownTo(known, etag) });
    if (!read.ok) return read;
    const { etag, list } = read.value;
    void reply.header('etag', etag);
    if (list) return ok(list);
    void reply.status(304);
    return undefined;
  }

  @Delete()
  @HttpCode(204)
  @Public()
  @Answers('Delete what is stored of a guest in a workspace; accepted work stays, without its requester', {
    204: null,
    refusals: ['not-signed-in', 'guest-link-expired', 'rate-limited'],
  })
  deleteData(@GuestLink() token: string | null, @Ip() ip: string): Promise<Result<void>> {
    return this.data.delete(token, ip);
  }

  @Get(':board/:number')
  @Public()
  @Answers('A guest’s request with its answer', {
    200: GuestRequest,
    refusals: [...linkRefusals, 'not-found'],
  })
  read(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
  ): Promise<Result<GuestRequest>> {
    return this.requests.read(token, at);
  }

  @Patch(':board/:number')
  @Public()
  @Answers('Correct a guest’s waiting request', {
    200: GuestRequest,
    refusals: [...linkRefusals, 'not-found', 'already-answered', 'precondition-failed', 'board-archived'],
  })
  change(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
    @Body({ schema: GuestRequestChange }) change: GuestRequestChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<GuestRequest>> {
    return this.requests.change(token, at, change, { version, key });
  }

  @Delete(':board/:number')
  @Public()
  @Answers('Withdraw a guest’s request', {
    200: GuestRequest,
    refusals: [...linkRefusals, 'not-found', 'already-answered', 'precondition-failed', 'board-archived'],
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
    refusals: [...linkRefusals, 'not-found', 'precondition-failed', 'board-archived'],
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
    refusals: [...linkRefusals, 'not-found', 'not-delivered', 'precondition-failed', 'board-archived'],
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
      ...linkRefusals,
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

  @Post(':board/:number/follow-ups')
  @HttpCode(201)
  @Public()
  @Answers('Submit a request that follows a guest’s answered one, for what is missing', {
    201: GuestRequest,
    refusals: [
      ...linkRefusals,
      'not-found',
      'request-not-answered',
      'form-switched-off',
      ...formDoorRefusals,
      'board-archived',
    ],
  })
  followUp(
    @GuestLink() token: string | null,
    @Param({ schema: GuestRequestParams }) at: GuestRequestParams,
    @Body({ schema: GuestFollowUp }) request: GuestFollowUp,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<GuestRequest>> {
    return this.requests.followUp(token, at, request, key);
  }
}
