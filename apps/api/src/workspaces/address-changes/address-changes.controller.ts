import { Body, Controller, Delete, Get, HttpCode, Ip, Post, Put } from '@nestjs/common';
import { AddressChangeState, EmailConfirmation, NewAddress } from '@weir/contract';
import { SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { AddressChangesService } from './address-changes.service.js';

@Controller('v1')
export class AddressChangesController {
  constructor(private readonly changes: AddressChangesService) {}

  @Get('me/address-change')
  @SignedIn()
  @Answers('The new address that the caller asked for and has not confirmed yet', { 200: AddressChangeState })
  state(@Bearer() bearer: TokenBearer): Promise<Result<AddressChangeState>> {
    return this.changes.state(bearer);
  }

  @Put('me/address-change')
  @SignedIn()
  @Answers('Send a link to a new address, which becomes that of the caller’s account once it is opened', {
    200: AddressChangeState,
    refusals: ['mail-not-set-up', 'rate-limited'],
  })
  ask(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: NewAddress }) asked: NewAddress,
    @Ip() ip: string,
  ): Promise<Result<AddressChangeState>> {
    return this.changes.ask(bearer, asked, ip);
  }

  @Delete('me/address-change')
  @SignedIn()
  @HttpCode(204)
  @Answers('Keep the address of the caller’s account: a link that was sent to a new one ends', { 204: null })
  cancel(@Bearer() bearer: TokenBearer): Promise<Result<void>> {
    return this.changes.cancel(bearer);
  }

  @Post('address-changes')
  @SignedIn()
  @HttpCode(204)
  @Answers(
    'Give the caller’s account its new address, once, by the token of the link that was mailed there',
    {
      204: null,
      refusals: ['email-link-invalid', 'email-taken', 'not-allowed'],
    },
  )
  confirm(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: EmailConfirmation }) { token }: EmailConfirmation,
  ): Promise<Result<void>> {
    return this.changes.confirm(bearer, token);
  }
}
