import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { EmailConfirmation } from '@weir/contract';
import { SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { AddressesService } from './addresses.service.js';

@Controller('v1')
export class AddressesController {
  constructor(private readonly addresses: AddressesService) {}

  @Post('me/email-confirmation')
  @SignedIn()
  @HttpCode(204)
  @Answers('Send the caller a new link that confirms their address', {
    204: null,
    refusals: ['mail-not-set-up', 'rate-limited'],
  })
  askAgain(@Bearer() { userId }: TokenBearer): Promise<Result<void>> {
    return this.addresses.askAgain(userId);
  }

  @Post('email-confirmations')
  @SignedIn()
  @HttpCode(204)
  @Answers('Confirm the address of the caller’s account, once, by the token of the link in its mail', {
    204: null,
    refusals: ['email-link-invalid', 'not-allowed'],
  })
  confirm(
    @Bearer() { userId }: TokenBearer,
    @Body({ schema: EmailConfirmation }) { token }: EmailConfirmation,
  ): Promise<Result<void>> {
    return this.addresses.confirm(userId, token);
  }
}
