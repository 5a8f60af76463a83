import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { OwnSessionList, OwnSessionParams } from '@weir/contract';
import { SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { OwnSessionsService } from './own-sessions.service.js';

@Controller('v1/me/sessions')
export class OwnSessionsController {
  constructor(private readonly sessions: OwnSessionsService) {}

  @Get()
  @SignedIn()
  @Answers('Where the caller is signed in', { 200: OwnSessionList })
  list(@Bearer() bearer: TokenBearer): Promise<Result<OwnSessionList>> {
    return this.sessions.list(bearer);
  }

  @Delete()
  @SignedIn()
  @HttpCode(204)
  @Answers('Sign the caller out everywhere, with effect at once', { 204: null })
  endAll(@Bearer() bearer: TokenBearer): Promise<Result<void>> {
    return this.sessions.endAll(bearer);
  }

  @Delete(':session')
  @SignedIn()
  @HttpCode(204)
  @Answers('End one of the caller’s sessions, with effect at once', { 204: null, refusals: ['not-found'] })
  end(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: OwnSessionParams }) { session }: OwnSessionParams,
  ): Promise<Result<void>> {
    return this.sessions.end(bearer, session);
  }
}
