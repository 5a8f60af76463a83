import type { Readable } from 'node:stream';
import { Controller, Get, Headers, Ip, Param, Query, Res } from '@nestjs/common';
import { EventFeed, FeedQuery, type Language, WorkspaceParams } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Allow, FiltersBoards } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { LastEventCursor } from '../../http/last-event-id.js';
import { networkOf } from '../../http/network.js';
import { Answers } from '../../http/openapi/answers.js';
import { CallerLanguage } from '../../http/reader-words.js';
import type { Result } from '../../result.js';
import { acceptsStream, streamHeaders } from '../server-sent-events.js';
import { WorkspaceEventsService } from './workspace-events.service.js';

/** The events of all boards of a workspace, and of the workspace itself: as JSON, or as a stream. */
@Controller('v1/workspaces/:workspace/events')
export class WorkspaceEventsController {
  constructor(private readonly events: WorkspaceEventsService) {}

  @Get()
  @Allow('readEvents')
  @FiltersBoards()
  @Answers(
    'The events of all boards that the caller reads, and of members, teams and settings; as a stream if the call accepts text/event-stream',
    { 200: EventFeed },
  )
  async read(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: FeedQuery }) query: FeedQuery,
    @Headers('accept') accept: string | undefined,
    @LastEventCursor() lastEventId: string | null,
    @CallerLanguage() language: Language,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<EventFeed> | Result<Readable> | Readable> {
    if (!acceptsStream(accept)) return this.events.page(access, query);
    const stream = await this.events.stream(access, query, lastEventId, {
      language,
      network: networkOf(ip),
    });
    if (!stream.ok) return stream;
    void reply.headers(streamHeaders);
    return stream.value;
  }
}
