import { Injectable } from '@nestjs/common';
import type { EventFeed, FeedQuery, Language } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import type { Access } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse, retryAfter } from '../../result.js';
import { entryFor } from '../event-for-role.js';
import { OpenStreamsService } from '../open-streams.service.js';
import { FeedReader, rangesAfter } from './feed-reader.js';
import { cursorOfPositions, positionsOf, sourceName } from './positions.js';
import { type Source, WorkspaceEventsRepository } from './workspace-events.repository.js';
import { WorkspaceStream } from './workspace-stream.js';

/** The most events that a page looks at. */
const aPage = 500;

type StreamReader = { language: Language; network: string };

/** The events of all boards of a workspace, and of the workspace itself: in pages, and live. */
@Injectable()
export class WorkspaceEventsService {
  constructor(
    private readonly repository: WorkspaceEventsRepository,
    private readonly openStreams: OpenStreamsService,
  ) {}

  async page(access: Access, { cursor, ...filters }: FeedQuery): Promise<Result<EventFeed>> {
    const reader = new FeedReader(access, filters);
    const positions = cursor === undefined ? new Map() : positionsOf(cursor);
    const sources = await this.sources(access, reader);
    const unknown = unknownBoards(filters.board, sources);
    if (unknown) return unknown;
    const ranges = rangesAfter(positions, sources, aPage);
    const found = await this.repository.entries(ranges, reader.typesFor(access.role));
    const next = new Map(positions);
    for (const { id, until } of ranges) next.set(sourceName(id), until);
    return ok({
      items: found.map(({ entry }) => entryFor(access.role, entry)),
      cursor: cursorOfPositions(next),
      hasMore: rangesAfter(next, sources, 1).length > 0,
    });
  }

  /** After a cursor, or from now on. 429 and 503 as for the stream of a board. */
  async stream(
    access: Access,
    { names, cursor, ...filters }: FeedQuery,
    lastEventId: string | null,
    { language, network }: StreamReader,
  ): Promise<Result<WorkspaceStream>> {
    const { workspaceId, userId, sessionId, role } = access;
    const reader = new FeedReader(access, filters);
    const sent = lastEventId === null ? cursor : lastEventId;
    const path = lastEventId === null ? 'cursor' : 'Last-Event-ID';
    const sources = await this.sources(access, reader);
    const unknown = unknownBoards(filters.board, sources);
    if (unknown) return unknown;
    const positions =
      sent === undefined
        ? new Map(sources.map(({ id, seq }) => [sourceName(id), seq]))
        : positionsOf(sent, path);
    const taker = { caller: userId, network };
    const noPlace = this.openStreams.refusal(taker);
    if (noPlace) {
      const code = noPlace === 'full' ? 'overloaded' : 'rate-limited';
      return refuse(code, retryAfter.full, { key: 'tooManyStreams' });
    }
    const stream = new WorkspaceStream({ workspaceId, userId, sessionId, role }, reader, positions, {
      words: createWords(language),
      isNamed: names === undefined,
    });
    this.openStreams.addOfWorkspace(stream, taker);
    return ok(stream);
  }

  private async sources({ workspaceId }: Access, reader: FeedReader): Promise<Source[]> {
    return (await this.repository.sources([workspaceId])).filter((source) => reader.reads(source));
  }
}

/** A filter by a board that the caller can’t read would wait for its events forever. */
function unknownBoards(
  keys: readonly string[] | undefined,
  sources: readonly Source[],
): Result<never> | null {
  const known = new Set(sources.map(({ key }) => key));
  const unknown = (keys ?? []).filter((key) => !known.has(key));
  return unknown.length > 0 ? invalid('board', 'unknownBoards', { keys: unknown.join(', ') }) : null;
}
