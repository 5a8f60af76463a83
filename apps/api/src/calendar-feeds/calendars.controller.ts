import { Controller, Get, Headers, Ip, Param, Res } from '@nestjs/common';
import { CalendarFeedParams } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public } from '../http/access/allow.js';
import { isKnownTo } from '../http/etag.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { CalendarsService } from './calendars.service.js';

/** Calendar feeds by their secret links, for calendars. */
@Controller('v1/public/calendars/:token')
export class CalendarsController {
  constructor(private readonly calendars: CalendarsService) {}

  @Get()
  @Public()
  @Answers('A person’s dates as iCalendar, by their secret link', {
    200: z.string(),
    304: null,
    as: 'text/calendar',
    refusals: ['not-found', 'rate-limited'],
  })
  async read(
    @Param({ schema: CalendarFeedParams }) { token }: CalendarFeedParams,
    @Ip() ip: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<unknown> | string | undefined> {
    const calendar = await this.calendars.read(token, ip);
    if (!calendar.ok) return calendar;
    const { text, etag, language, name } = calendar.value;
    void reply.headers({ etag, 'x-robots-tag': 'noindex' });
    if (isKnownTo(known, etag)) {
      void reply.status(304);
      return undefined;
    }
    void reply.headers({
      'content-type': 'text/calendar; charset=utf-8',
      'content-language': language,
      'content-disposition': `inline; filename="${name}"`,
    });
    return text;
  }
}
