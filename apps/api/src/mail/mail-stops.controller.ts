import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { MailStop } from '@weir/contract';
import { Public } from '../http/access/allow.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { MailStopsService } from './mail-stops.service.js';

/** For the links in mails, by their readers and their readers' mail providers: neither has a session. */
@Controller('v1/mail-stops')
export class MailStopsController {
  constructor(private readonly stops: MailStopsService) {}

  @Post()
  @Public()
  @HttpCode(204)
  @Answers('End the mails of notices to a reader, by the token of a mail’s List-Unsubscribe', {
    204: null,
    refusals: ['not-found'],
  })
  stop(@Body({ schema: MailStop }) { token }: MailStop): Promise<Result<void>> {
    return this.stops.stop(token);
  }
}
