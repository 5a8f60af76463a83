import { Body, Controller, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import {
  ConfirmedFormRequest,
  FormConfirmation,
  FormParams,
  FormRequestReceipt,
  type Language,
  NewFormRequest,
  PublicFormInfo,
} from '@weir/contract';
import { Public } from '../../http/access/allow.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { CallerLanguage } from '../../http/reader-words.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { ConfirmationsService } from './confirmations.service.js';
import { FormRequestsService } from './form-requests.service.js';
import { PublicFormService } from './public-form.service.js';

/** The public form of a board, for everybody with its link. */
@Controller()
export class PublicFormController {
  constructor(
    private readonly form: PublicFormService,
    private readonly formRequests: FormRequestsService,
    private readonly confirmations: ConfirmationsService,
  ) {}

  @Get('v1/workspaces/:workspace/boards/:board/forms/:form')
  @Public()
  @Answers('The public form: what anyone with its link can read', {
    200: PublicFormInfo,
    refusals: ['not-found'],
  })
  read(@Param({ schema: FormParams }) form: FormParams): Promise<Result<PublicFormInfo>> {
    return this.form.read(form);
  }

  @Post('v1/workspaces/:workspace/boards/:board/forms/:form/asks')
  @HttpCode(202)
  @Public()
  @Answers('Send the public form; the request joins the queue once the e-mail address is confirmed', {
    202: FormRequestReceipt,
    refusals: [
      'not-found',
      'rate-limited',
      'mail-not-set-up',
      'intake-gate-shut',
      'intake-gate-throttled',
      'intake-gate-probing',
      'intake-shedding',
      'intake-queue-full',
      'form-places-taken',
    ],
  })
  submit(
    @Param({ schema: FormParams }) form: FormParams,
    @Body({ schema: NewFormRequest }) request: NewFormRequest,
    @Ip() ip: string,
    @CallerLanguage() language: Language,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<FormRequestReceipt>> {
    return this.formRequests.submit(form, request, { ip, language }, key);
  }

  @Post('v1/forms/confirmations')
  @Public()
  @Answers('Confirm the e-mail address of a form, which submits its request, once', {
    201: ConfirmedFormRequest,
    refusals: [
      'not-found',
      'form-ask-expired',
      'form-switched-off',
      'guest-link-expired',
      ...formDoorRefusals,
      'board-archived',
    ],
  })
  confirm(
    @Body({ schema: FormConfirmation }) { token }: FormConfirmation,
  ): Promise<Result<ConfirmedFormRequest>> {
    return this.confirmations.confirm(token);
  }
}
