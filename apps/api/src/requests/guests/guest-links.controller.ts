import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ExpiredGuestLink } from '@weir/contract';
import { Public } from '../../http/access/allow.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { GuestLinksService } from './guest-links.service.js';

/** New links for guests whose link has expired. */
@Controller('v1/forms/links')
export class GuestLinksController {
  constructor(private readonly links: GuestLinksService) {}

  @Post()
  @HttpCode(204)
  @Public()
  @Answers('Mail a guest a new link, to the address that they confirmed', {
    204: null,
    refusals: ['rate-limited', 'mail-not-set-up'],
  })
  send(
    @Body({ schema: ExpiredGuestLink }) { token }: ExpiredGuestLink,
    @Ip() ip: string,
  ): Promise<Result<void>> {
    return this.links.sendNew(token, ip);
  }
}
