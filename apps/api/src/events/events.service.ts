import { Injectable } from '@nestjs/common';
import type { EventList, EventQuery, Language } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import type { BoardAccess } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { ok, type Result, refuse, retryAfter } from '../result.js';
import { eventFor } from './event-for-role.js';
import { EventStream } from './event-stream.js';
import { EventsRepository } from './events.repository.js';
import { OpenStreamsService } from './open-streams.service.js';

const aPage = 200;
const mostBehind = 5_000;
const seqShape = /^\d{1,15}$/;

type StreamReader = { language: Language; network: string; readsDocuments: boolean; isNamed: boolean };

/** The events of a board, in order and without a gap: in pages, and live. */
@Injectable()
export class EventsService {
  constructor(
    private readonly repository: EventsRepository,
    private readonly openStreams: OpenStreamsService,
  ) {}

  /** Oldest first, 200 at a time. The last page has no cursor; continue with `after` the last seq. */
  async page(access: BoardAccess, { after = 0, cursor }: EventQuery): Promise<Result<EventList>> {
    const from = Number(readCursor(cursor, seqShape) ?? after);
    const { workspaceId, boardId } = access;
    const found = await this.repository.after([{ workspaceId, boardId, after: from }], aPage + 1);
    return ok(
      pageOf(
        found.map(({ event }) => eventFor(access.role, event)),
        aPage,
        ({ seq }) => String(seq),
      ),
    );
  }

  /**
   * The live events after a seq, or (null) from now on. A seq that the board has not reached, or has
   * left far behind, gets `resync` first. 429 if this person or network has its share of the streams of this instance,
   * 503 if all are open.
   */
  async stream(
    access: BoardAccess,
    after: number | null,
    { language, network, ...form }: StreamReader,
  ): Promise<Result<EventStream>> {
    const { workspaceId, boardId, userId, sessionId } = access;
    const seq = await this.repository.clock(access);
    const taker = { caller: userId, network };
    const noPlace = this.openStreams.refusal(taker);
    if (noPlace) {
      const code = noPlace === 'full' ? 'overloaded' : 'rate-limited';
      return refuse(code, retryAfter.full, { key: 'tooManyStreams' });
    }
    const stream = new EventStream(
      { workspaceId, boardId },
      { workspaceId, userId, sessionId, role: access.role },
      after ?? seq,
      { words: createWords(language), ...form },
    );
    if (stream.lastSeq > seq || seq - stream.lastSeq > mostBehind) stream.resync(seq);
    this.openStreams.add(stream, taker);
    return ok(stream);
  }
}
