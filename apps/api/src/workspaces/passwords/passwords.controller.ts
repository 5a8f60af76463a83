import { Body, Controller, Get, HttpCode, Ip, Post, Put } from '@nestjs/common';
import { NewPasswordReset, PasswordChange, PasswordReset, PasswordResetState } from '@weir/contract';
import { Public, SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { PasswordChangesService } from './password-changes.service.js';
import { PasswordResetsService } from './password-resets.service.js';

@Controller('v1')
export class PasswordsController {
  constructor(
    private readonly changes: PasswordChangesService,
    private readonly resets: PasswordResetsService,
  ) {}

  @Put('me/password')
  @SignedIn()
  @HttpCode(204)
  @Answers('Change the caller’s password, and end all their other sessions', {
    204: null,
    refusals: ['rate-limited'],
  })
  change(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: PasswordChange }) change: PasswordChange,
    @Ip() ip: string,
  ): Promise<Result<void>> {
    return this.changes.change(bearer, change, ip);
  }

  @Get('password-resets')
  @Public()
  @Answers('Whether this server can send a link that sets a new password', { 200: PasswordResetState })
  state(): Promise<Result<PasswordResetState>> {
    return this.resets.state();
  }

  @Post('password-resets')
  @Public()
  @HttpCode(204)
  @Answers('Send a link that sets a new password to an address, if it has an account', {
    204: null,
    refusals: ['mail-not-set-up', 'rate-limited'],
  })
  ask(@Body({ schema: NewPasswordReset }) asked: NewPasswordReset, @Ip() ip: string): Promise<Result<void>> {
    return this.resets.ask(asked, ip);
  }

  @Put('password-resets')
  @Public()
  @HttpCode(204)
  @Answers('Set a new password, once, by the token of the link in its mail, and end all sessions', {
    204: null,
    refusals: ['email-link-invalid', 'rate-limited'],
  })
  use(@Body({ schema: PasswordReset }) reset: PasswordReset, @Ip() ip: string): Promise<Result<void>> {
    return this.resets.use(reset, ip);
  }
}
