import { Injectable } from '@nestjs/common';
import type { Board, BoardQuery, Language } from '@weir/contract';
import { defaultLanguage } from '@weir/words';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { ok, type Result } from '../../result.js';
import { KnownPressures } from '../../writes/known-pressures.js';
import { today } from './board-day.js';
import {
  type BoardReader,
  boardJson,
  type Encoded,
  type Encoding,
  encodedFor,
  etagOf,
  headJson,
  joinETag,
  knownTo,
  toJson,
  unpooled,
} from './encoding.js';
import { pressureFactsOf, toHeader } from './header.js';
import type { KeptBoard } from './kept-board.js';
import { KeptBoards } from './kept-boards.service.js';
import { type BoardHead, type BoardRow, SnapshotsRepository } from './snapshots.repository.js';

const cardsPerPage = 200;

/** The JSON of whole boards, in bytes. Compressed it takes a fifth more. */
const mostKept = 32_000_000;

/**
 * Whole boards as JSON, made once for everything that they depend on: the seq, the day, whether the gate's end has come, the
 * limits of persons across the workspace, which no board's seq covers, and the reader's language where the board has worded
 * text. The boards come from memory, and only changed cards are serialised again.
 */
@Injectable()
export class SnapshotsService {
  /** The newest JSON of each board, and of each language where it matters. */
  private readonly cache = new LRUCache<string, Encoded & { etag: string }>({
    max: 1_000,
    maxSize: mostKept,
  });

  constructor(
    private readonly repository: SnapshotsRepository,
    private readonly boards: KeptBoards,
    private readonly access: AccessService,
    private readonly pressures: KnownPressures,
    private readonly clock: Clock,
  ) {}

  async read(credentials: Credentials, query: BoardQuery, reader: BoardReader): Promise<Result<Encoding>> {
    const head = await this.repository.head(credentials);
    if (!head) return this.access.refusalOf(credentials);
    const { now } = credentials;
    // Where the answer has no whole board.
    this.pressures.isAt(credentials, Number(head.seq));
    if (query.include) return this.readMore(head, query, reader, now);
    const known = knownTo(reader, etagOf(head, now, reader.language));
    if (known) return ok(known);
    const kept = await this.boards.at(head, now);
    this.pressures.note(credentials, kept.seq, pressureFactsOf(kept.row));
    const encoded = this.encoded(kept, head, now, reader.language);
    return ok(await encodedFor(reader, encoded.etag, () => Promise.resolve(encoded)));
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
    return { etag, read: async () => (await this.boards.at(head, now)).board(now) };
  }

  /** The whole board, read from the database. */
  async fromDatabase(ids: BoardIds, now: Date): Promise<Board> {
    return toBoard(await this.repository.board(ids, now), now);
  }

  private encoded(
    kept: KeptBoard,
    head: BoardHead,
    now: Date,
    language: Language,
  ): Encoded & { etag: string } {
    const { etag, json } = headJson(kept.row, head, now, language);
    const name = `${head.workspaceId}/${head.boardId}${kept.row.isWorded ? `/${language}` : ''}`;
    const known = this.cache.get(name);
    if (known?.etag === etag) return known;
    const encoded = { etag, json: unpooled(boardJson(json, kept.board(now).cards)) };
    this.cache.set(name, encoded, { size: encoded.json.length });
    return encoded;
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
