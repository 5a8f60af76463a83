import { Body, Controller, HttpCode, Ip, Param, Post } from '@nestjs/common';
import {
  FormConfirmation,
  FormParams,
  FormRequestReceipt,
  GuestNotifyMe,
  type Language,
  NewGuestNotifyMe,
} from '@weir/contract';
import { Public } from '../../http/access/allow.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { CallerLanguage } from '../../http/reader-words.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { GuestNotifyMeService } from './guest-notify-me.service.js';

@Controller()
export class GuestNotifyMeController {
  constructor(private readonly notifyMe: GuestNotifyMeService) {}

  @Post('v1/workspaces/:workspace/boards/:board/forms/:form/notify-me')
  @HttpCode(202)
  @Public()
  @Answers('Be mailed once when the public form takes requests again; the address is confirmed first', {
    202: FormRequestReceipt,
    refusals: ['not-found', 'rate-limited', 'mail-not-set-up', 'form-takes-requests'],
  })
  ask(
    @Param({ schema: FormParams }) form: FormParams,
    @Body({ schema: NewGuestNotifyMe }) { email }: NewGuestNotifyMe,
    @Ip() ip: string,
    @CallerLanguage() language: Language,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<FormRequestReceipt>> {
    return this.notifyMe.ask(form, email, { ip, language }, key);
  }

  @Post('v1/forms/notify-me/confirmations')
  @HttpCode(200)
  @Public()
  @Answers('Confirm the address that is to be mailed once', {
    200: GuestNotifyMe,
    refusals: ['not-found', 'form-ask-expired', 'cap-reached', 'board-archived'],
  })
  confirm(@Body({ schema: FormConfirmation }) { token }: FormConfirmation): Promise<Result<GuestNotifyMe>> {
    return this.notifyMe.confirm(token);
  }
}
