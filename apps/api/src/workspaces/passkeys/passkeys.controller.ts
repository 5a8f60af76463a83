import { Body, Controller, Get, Headers, HttpCode, Ip, Param, Patch, Post } from '@nestjs/common';
import {
  NewPasskey,
  NewPasskeySession,
  OwnProof,
  Passkey,
  PasskeyChange,
  PasskeyList,
  PasskeyOptions,
  PasskeyParams,
  Session,
} from '@weir/contract';
import { Public, SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { PasskeySignInService } from './passkey-sign-in.service.js';
import { PasskeysService } from './passkeys.service.js';

@Controller('v1')
export class PasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly signIns: PasskeySignInService,
  ) {}

  @Get('me/passkeys')
  @SignedIn()
  @Answers('The caller’s passkeys, newest first', { 200: PasskeyList })
  list(@Bearer() bearer: TokenBearer): Promise<Result<PasskeyList>> {
    return this.passkeys.list(bearer);
  }

  @Post('me/passkeys/challenge')
  @SignedIn()
  @HttpCode(200)
  @Answers('What a browser needs to make a passkey for the caller', {
    200: PasskeyOptions,
    refusals: ['sign-in-too-old', 'too-many-passkeys', 'rate-limited'],
  })
  begin(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: OwnProof }) proof: OwnProof,
    @Ip() ip: string,
  ): Promise<Result<PasskeyOptions>> {
    return this.passkeys.begin(bearer, proof, ip);
  }

  @Post('me/passkeys')
  @SignedIn()
  @Answers('Add a passkey with what the browser answered', {
    201: Passkey,
    refusals: ['too-many-passkeys'],
  })
  add(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: NewPasskey }) passkey: NewPasskey,
  ): Promise<Result<Passkey>> {
    return this.passkeys.add(bearer, passkey);
  }

  @Patch('me/passkeys/:passkey')
  @SignedIn()
  @Answers('Rename one of the caller’s passkeys', { 200: Passkey, refusals: ['not-found'] })
  rename(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: PasskeyParams }) { passkey: id }: PasskeyParams,
    @Body({ schema: PasskeyChange }) { name }: PasskeyChange,
  ): Promise<Result<Passkey>> {
    return this.passkeys.rename(bearer, id, name);
  }

  @Post('me/passkeys/:passkey/removal')
  @SignedIn()
  @HttpCode(204)
  @Answers('Remove one of the caller’s passkeys', {
    204: null,
    refusals: ['not-found', 'sign-in-too-old', 'rate-limited'],
  })
  remove(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: PasskeyParams }) { passkey: id }: PasskeyParams,
    @Body({ schema: OwnProof }) proof: OwnProof,
    @Ip() ip: string,
  ): Promise<Result<void>> {
    return this.passkeys.remove(bearer, id, proof, ip);
  }

  @Post('passkey-challenges')
  @Public()
  @HttpCode(200)
  @Answers('What a browser needs to sign in with a passkey', {
    200: PasskeyOptions,
    refusals: ['rate-limited'],
  })
  beginSignIn(@Ip() ip: string): Promise<Result<PasskeyOptions>> {
    return this.signIns.begin(ip);
  }

  @Post('sessions/passkey')
  @Public()
  @Answers('Sign in with what the browser answered for a passkey', {
    201: Session,
    refusals: ['not-signed-in'],
  })
  signIn(
    @Body({ schema: NewPasskeySession }) given: NewPasskeySession,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<Result<Session>> {
    return this.signIns.signIn(given, { userAgent });
  }
}
