import type { Readable } from 'node:stream';
import { Controller, Get, Headers, Ip, Query, Res } from '@nestjs/common';
import { EventList, EventQuery, type Language } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { LastEventId } from '../http/last-event-id.js';
import { networkOf } from '../http/network.js';
import { Answers } from '../http/openapi/answers.js';
import { CallerLanguage } from '../http/reader-words.js';
import type { Result } from '../result.js';
import { EventsService } from './events.service.js';
import { acceptsStream, streamHeaders } from './server-sent-events.js';

/** The events of a board: as JSON, or as a stream for callers that accept `text/event-stream`. */
@Controller('v1/workspaces/:workspace/boards/:board/events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  @Allow('readEvents')
  @Answers(
    'The events of a board; as a stream if the call accepts text/event-stream, with documents=true each with what `changes` answers',
    { 200: EventList },
  )
  async read(
    @Access() access: BoardAccess,
    @Query({ schema: EventQuery }) query: EventQuery,
    @Headers('accept') accept: string | undefined,
    @LastEventId() lastEventId: number | null,
    @CallerLanguage() language: Language,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<EventList> | Result<Readable> | Readable> {
    if (!acceptsStream(accept)) return this.events.page(access, query);
    const form = { readsDocuments: query.documents === 'true', isNamed: query.names === undefined };
    const reader = { language, network: networkOf(ip), ...form };
    const stream = await this.events.stream(access, lastEventId ?? query.after ?? null, reader);
    if (!stream.ok) return stream;
    void reply.headers(streamHeaders);
    return stream.value;
  }
}
