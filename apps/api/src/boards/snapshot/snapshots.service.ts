import { Injectable } from '@nestjs/common';
import { applyChanges, type Board, type BoardQuery, type Language } from '@weir/contract';
import { defaultLanguage } from '@weir/words';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { ok, type Result } from '../../result.js';
import { today } from './board-day.js';
import { ChangesService } from './changes.service.js';
import {
  type BoardReader,
  boardJson,
  type Encoded,
  type Encoding,
  encodedFor,
  etagOf,
  joinETag,
  toJson,
} from './encoding.js';
import { toHeader } from './header.js';
import { type BoardHead, type BoardRow, SnapshotsRepository } from './snapshots.repository.js';

/** A board, and its JSON for readers of a language. */
type Snapshot = Encoded & { board: Board };

const cardsPerPage = 200;

/** The JSON of all kept boards, in bytes. In memory a board takes about four times that, with its parts and its compressed JSON. */
const mostKept = 32_000_000;

type Kept = { etag: string; snapshot: Promise<Snapshot> };

/**
 * Boards as JSON, cached by everything they depend on: the seq, the day, whether the gate's end has come, the limits of
 * persons across the workspace, which no board's seq covers, and the reader's language where the board has worded text. An
 * unchanged board is read and serialised once, however often it is requested. Of a changed board only the changes are read,
 * and only changed cards are serialised.
 */
@Injectable()
export class SnapshotsService {
  /** The newest snapshot of each board, and of each language where it matters. */
  private readonly cache = new LRUCache<string, Kept>({ max: 1_000, maxSize: mostKept });

  constructor(
    private readonly repository: SnapshotsRepository,
    private readonly changes: ChangesService,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  async read(credentials: Credentials, query: BoardQuery, reader: BoardReader): Promise<Result<Encoding>> {
    const head = await this.repository.head(credentials);
    if (!head) return this.access.refusalOf(credentials);
    if (query.include) return this.readMore(head, query, reader, credentials.now);
    const etag = etagOf(head, credentials.now, reader.language);
    return ok(
      await encodedFor(reader, etag, () => this.snapshot(head, etag, credentials.now, reader.language)),
    );
  }

  /** The current board, to explain a refusal. */
  async current(ids: BoardIds): Promise<Board> {
    return (await this.currentWithTag(ids)).read();
  }

  /** The tag of the current board, and how to read it: for a reader who may have it already. */
  async currentWithTag(ids: BoardIds): Promise<{ etag: string; read: () => Promise<Board> }> {
    const now = this.clock.now();
    const head = await this.repository.headOf(ids, now);
    const etag = etagOf(head, now, defaultLanguage);
    return { etag, read: async () => (await this.snapshot(head, etag, now, defaultLanguage)).board };
  }

  private snapshot(head: BoardHead, etag: string, now: Date, language: Language): Promise<Snapshot> {
    const name = `${head.workspaceId}/${head.boardId}${head.isWorded ? `/${language}` : ''}`;
    const known = this.cache.get(name);
    if (known?.etag === etag) return known.snapshot;
    const kept: Kept = { etag, snapshot: this.make(head, known, now, language) };
    this.cache.set(name, kept, { size: 1 });
    kept.snapshot.then(
      ({ json }) => {
        if (this.cache.peek(name) === kept) this.cache.set(name, kept, { size: json.length });
      },
      () => this.cache.delete(name),
    );
    return kept.snapshot;
  }

  private async make(
    head: BoardHead,
    known: Kept | undefined,
    now: Date,
    language: Language,
  ): Promise<Snapshot> {
    const earlier = await known?.snapshot.catch(() => undefined);
    const board =
      (earlier && (await this.patched(earlier.board, head, now))) ?? (await this.fromDatabase(head, now));
    return { board, json: boardJson(board, language) };
  }

  /** The whole board, read from the database. */
  async fromDatabase(ids: BoardIds, now: Date): Promise<Board> {
    return toBoard(await this.repository.board(ids, now), now);
  }

  /** An earlier board with what changed since. Null if the day or a name differs, or if more than cards changed. */
  private async patched(board: Board, head: BoardHead, now: Date): Promise<Board | null> {
    if (board.today !== today(now, head.timeZone) || board.namesVersion !== head.namesVersion) return null;
    const changes = await this.changes.changes(head, board.seq, now);
    return changes && applyChanges(board, changes);
  }

  private async readMore(
    ids: BoardIds,
    { include = '', cursor }: BoardQuery,
    reader: BoardReader,
    now: Date,
  ): Promise<Result<Encoding>> {
    const row = await this.repository.board(ids, now, {
      delivered: include.includes('delivered'),
      archived: include.includes('archived'),
      page: { after: readCursor(cursor, uuidShape), size: cardsPerPage },
    });
    const { items, nextCursor } = pageOf(row.cards, cardsPerPage, ({ id }) => id);
    const board = { ...toBoard({ ...row, cards: items }, now), nextCursor };
    const which = [include.replace(',', '_'), cursor ?? null, row.isWorded && reader.language];
    const etag = joinETag(row.seq, today(now, row.timeZone), row.persons, ...which);
    if (reader.isKnown(etag)) return ok({ etag, body: null });
    return ok({ etag, body: toJson(board, reader.language) });
  }
}

/** The document of a board: the row, and what the rules compute from it. */
function toBoard({ cards, ...row }: BoardRow, now: Date): Board {
  return { ...toHeader(row, now), cards: cards.map(({ document }) => document) };
}
