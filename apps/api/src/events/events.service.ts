import { Inject, Injectable } from '@nestjs/common';
import type { EventList, EventQuery, Language } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { ENV, type Env } from '../env.js';
import type { BoardAccess } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { ok, type Result, refuse } from '../result.js';
import { EventStream } from './event-stream.js';
import { EventsRepository } from './events.repository.js';
import { WatchService } from './open-streams.service.js';

const aPage = 200;
const mostBehind = 5_000;
/** Two browsers of a person, each with all the boards that a page's stream may follow. */
const mostOfAPerson = 100;
const seqShape = /^\d{1,15}$/;

/** What happened on a board, in order and without a gap: in pages, and as it happens. */
@Injectable()
export class EventsService {
  constructor(
    private readonly repository: EventsRepository,
    private readonly watch: WatchService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Oldest first, 200 at a time. The last page has no cursor; ask on with `after` the last seq. */
  async page(access: BoardAccess, { after = 0, cursor }: EventQuery): Promise<Result<EventList>> {
    const from = Number(readCursor(cursor, seqShape) ?? after);
    const { workspaceId, boardId } = access;
    const told = await this.repository.after([{ workspaceId, boardId, after: from }], aPage + 1);
    return ok(
      pageOf(
        told.map(({ event }) => event),
        aPage,
        ({ seq }) => String(seq),
      ),
    );
  }

  /**
   * A stream of what happens after a seq, or (null) from now on. A seq that the board has not reached, or has
   * left far behind, gets `resync` first. 503 where this instance, or this person, has enough of them open.
   */
  async stream(access: BoardAccess, after: number | null, language: Language): Promise<Result<EventStream>> {
    const seq = await this.repository.clock(access);
    const isFull =
      this.watch.count() >= this.env.WEIR_MAX_STREAMS || this.watch.count(access.userId) >= mostOfAPerson;
    if (isFull || this.watch.isClosed) {
      return refuse('overloaded', { retryAfterSeconds: 5 }, { key: 'tooManyStreams' });
    }
    const { workspaceId, boardId, userId, sessionId } = access;
    const stream = new EventStream(
      { workspaceId, boardId },
      { workspaceId, userId, sessionId },
      after ?? seq,
      createWords(language),
    );
    if (stream.said > seq || seq - stream.said > mostBehind) stream.resync(seq);
    this.watch.add(stream);
    return ok(stream);
  }
}
