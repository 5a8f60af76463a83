import { Inject, Injectable } from '@nestjs/common';
import type { EventList, EventQuery, Language } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { ENV, type Env } from '../env.js';
import type { BoardAccess } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { ok, type Result, refuse, retryAfter } from '../result.js';
import { EventStream } from './event-stream.js';
import { EventsRepository } from './events.repository.js';
import { OpenStreamsService } from './open-streams.service.js';

const aPage = 200;
const mostBehind = 5_000;
/** Enough for two browsers of a person, each with all the boards of a page's stream. */
const mostOfAPerson = 100;
const seqShape = /^\d{1,15}$/;

/** The events of a board, in order and without a gap: in pages, and live. */
@Injectable()
export class EventsService {
  constructor(
    private readonly repository: EventsRepository,
    private readonly openStreams: OpenStreamsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Oldest first, 200 at a time. The last page has no cursor; continue with `after` the last seq. */
  async page(access: BoardAccess, { after = 0, cursor }: EventQuery): Promise<Result<EventList>> {
    const from = Number(readCursor(cursor, seqShape) ?? after);
    const { workspaceId, boardId } = access;
    const found = await this.repository.after([{ workspaceId, boardId, after: from }], aPage + 1);
    return ok(
      pageOf(
        found.map(({ event }) => event),
        aPage,
        ({ seq }) => String(seq),
      ),
    );
  }

  /**
   * The live events after a seq, or (null) from now on. A seq that the board has not reached, or has
   * left far behind, gets `resync` first. 503 if this instance, or this person, has too many open.
   */
  async stream(access: BoardAccess, after: number | null, language: Language): Promise<Result<EventStream>> {
    const seq = await this.repository.clock(access);
    const isFull =
      this.openStreams.count() >= this.env.WEIR_MAX_STREAMS ||
      this.openStreams.count(access.userId) >= mostOfAPerson;
    if (isFull || this.openStreams.isClosed) {
      return refuse('overloaded', retryAfter.full, { key: 'tooManyStreams' });
    }
    const { workspaceId, boardId, userId, sessionId } = access;
    const stream = new EventStream(
      { workspaceId, boardId },
      { workspaceId, userId, sessionId },
      after ?? seq,
      createWords(language),
    );
    if (stream.lastSeq > seq || seq - stream.lastSeq > mostBehind) stream.resync(seq);
    this.openStreams.add(stream);
    return ok(stream);
  }
}
