import { Body, Controller, Get, HttpCode, Ip, Post, Put } from '@nestjs/common';
import {
  NewTotpSecret,
  RecoveryCodes,
  TotpSecret,
  TwoFactorConfirmation,
  TwoFactorProof,
  TwoFactorState,
} from '@weir/contract';
import { SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { TwoFactorService } from './two-factor.service.js';

@Controller('v1/me/two-factor')
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Get()
  @SignedIn()
  @Answers('Whether the caller signs in with two factors', { 200: TwoFactorState })
  state(@Bearer() bearer: TokenBearer): Promise<Result<TwoFactorState>> {
    return this.twoFactor.state(bearer);
  }

  @Post('secret')
  @SignedIn()
  @HttpCode(200)
  @Answers('Make a secret for the caller’s authenticator app, which its first code must confirm', {
    200: TotpSecret,
    refusals: ['two-factor-on', 'rate-limited'],
  })
  begin(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: NewTotpSecret }) { currentPassword }: NewTotpSecret,
    @Ip() ip: string,
  ): Promise<Result<TotpSecret>> {
    return this.twoFactor.begin(bearer, currentPassword, ip);
  }

  @Put()
  @SignedIn()
  @Answers('Turn two-factor sign-in on with the first code of the app, and get recovery codes once', {
    200: RecoveryCodes,
    refusals: ['two-factor-on', 'two-factor-off', 'rate-limited'],
  })
  confirm(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: TwoFactorConfirmation }) { code }: TwoFactorConfirmation,
  ): Promise<Result<RecoveryCodes>> {
    return this.twoFactor.confirm(bearer, code);
  }

  @Post('recovery-codes')
  @SignedIn()
  @HttpCode(200)
  @Answers('Replace the caller’s recovery codes', {
    200: RecoveryCodes,
    refusals: ['two-factor-off', 'rate-limited'],
  })
  renewCodes(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: TwoFactorProof }) proof: TwoFactorProof,
    @Ip() ip: string,
  ): Promise<Result<RecoveryCodes>> {
    return this.twoFactor.renewCodes(bearer, proof, ip);
  }

  @Post('removal')
  @SignedIn()
  @HttpCode(204)
  @Answers('Turn two-factor sign-in off', { 204: null, refusals: ['two-factor-off', 'rate-limited'] })
  end(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: TwoFactorProof }) proof: TwoFactorProof,
    @Ip() ip: string,
  ): Promise<Result<void>> {
    return this.twoFactor.end(bearer, proof, ip);
  }
}
