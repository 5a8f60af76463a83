import { Body, Controller, Delete, Headers, HttpCode, Ip, Post } from '@nestjs/common';
import { NewOidcSession, NewSession, Session } from '@weir/contract';
import { Public, SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { OidcService } from './oidc.service.js';
import { SessionsService } from './sessions.service.js';

@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly oidc: OidcService,
  ) {}

  @Post()
  @Public()
  @Answers('Sign in', {
    201: Session,
    refusals: ['not-signed-in', 'code-needed', 'code-wrong', 'rate-limited'],
  })
  create(
    @Body({ schema: NewSession }) given: NewSession,
    @Ip() ip: string,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<Result<Session>> {
    return this.sessions.signIn(given, { ip, userAgent });
  }

  @Post('oidc')
  @Public()
  @Answers('Sign in with an OIDC provider', {
    201: Session,
    refusals: ['not-signed-in', 'not-allowed'],
  })
  exchange(
    @Body({ schema: NewOidcSession }) { token }: NewOidcSession,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<Result<Session>> {
    return this.oidc.signIn(token, userAgent);
  }

  @Delete('current')
  @SignedIn()
  @HttpCode(204)
  @Answers('Sign out, with effect at once', { 204: null })
  end(@Bearer() bearer: TokenBearer): Promise<Result<void>> {
    return this.sessions.end(bearer.sessionId);
  }
}
