import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { Board, BoardQuery, Language } from '@weir/contract';
import { effectiveGate } from '@weir/domain';
import { defaultLanguage, worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { pressureOf } from '../../pressure/pressure-of.js';
import { ok, type Result } from '../../result.js';
import { today } from './board-day.js';
import { type BoardHead, type BoardRow, SnapshotsRepository } from './snapshots.repository.js';

/** A board, and its JSON for readers of a language. */
type Snapshot = { board: Board; json: Buffer; gzip?: Promise<Buffer> };
/** What the caller has already, their language, and whether they accept gzip. */
export type BoardReader = { isKnown(etag: string): boolean; acceptsGzip: boolean; language: Language };
/** `body` is null where the caller has it already. */
type ReadBoard = { etag: string; body: Buffer | null; encoding?: 'gzip' };

const compress = promisify<Buffer, Buffer>(gzip);
const showsDeliveredFor = 14 * 24 * 60 * 60 * 1000;
const cardsPerPage = 200;

/**
 * Boards as JSON, cached by everything they depend on: the seq, the day, whether the gate's end has come, the limits of
 * persons across the workspace, which no board's seq covers, and the reader's language where the board has worded text. An unchanged board is read and serialised once, however
 * often it is requested.
 */
@Injectable()
export class SnapshotsService {
  /** The newest snapshot of each board, and of each language where it matters. */
  private readonly cache = new LRUCache<string, { etag: string; snapshot: Promise<Snapshot> }>({ max: 100 });

  constructor(
    private readonly repository: SnapshotsRepository,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  async read(credentials: Credentials, query: BoardQuery, reader: BoardReader): Promise<Result<ReadBoard>> {
    const head = await this.repository.head(credentials);
    if (!head) return this.access.refusalOf(credentials);
    if (query.include) return this.readMore(head, query, reader, credentials.now);
    const etag = etagOf(head, credentials.now, reader.language);
    const etagFor = reader.acceptsGzip ? gzipETag(etag) : etag;
    if (reader.isKnown(etag) || reader.isKnown(gzipETag(etag))) return ok({ etag: etagFor, body: null });
    const snapshot = await this.snapshot(head, etag, credentials.now, reader.language);
    if (!reader.acceptsGzip) return ok({ etag, body: snapshot.json });
    snapshot.gzip ??= compress(snapshot.json);
    return ok({ etag: etagFor, body: await snapshot.gzip, encoding: 'gzip' });
  }

  /** The current board, to explain a refusal. */
  async current(ids: BoardIds): Promise<Board> {
    const now = this.clock.now();
    const head = await this.repository.headOf(ids, now);
    const etag = etagOf(head, now, defaultLanguage);
    return (await this.snapshot(head, etag, now, defaultLanguage)).board;
  }

  private snapshot(
    { workspaceId, boardId, isWorded }: BoardHead,
    etag: string,
    now: Date,
    language: Language,
  ): Promise<Snapshot> {
    const name = `${workspaceId}/${boardId}${isWorded ? `/${language}` : ''}`;
    const known = this.cache.get(name);
    if (known?.etag === etag) return known.snapshot;
    const snapshot = this.make({ workspaceId, boardId }, now, language);
    this.cache.set(name, { etag, snapshot });
    snapshot.catch(() => this.cache.delete(name));
    return snapshot;
  }

  private async make(ids: BoardIds, now: Date, language: Language): Promise<Snapshot> {
    const deliveredSince = new Date(now.getTime() - showsDeliveredFor);
    const board = toBoard(await this.repository.board(ids, now, { deliveredSince }), now);
    return { board, json: toJson(board, language) };
  }

  private async readMore(
    ids: BoardIds,
    { include = '', cursor }: BoardQuery,
    reader: BoardReader,
    now: Date,
  ): Promise<Result<ReadBoard>> {
    const row = await this.repository.board(ids, now, {
      deliveredSince: include.includes('delivered') ? null : new Date(now.getTime() - showsDeliveredFor),
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

/** Everything that a board's JSON depends on. */
function etagOf({ seq, timeZone, gateEnded, persons, isWorded }: BoardHead, now: Date, language: Language) {
  return joinETag(seq, today(now, timeZone), gateEnded && 'open', persons, isWorded && language);
}

function toJson(board: object, language: Language): Buffer {
  return Buffer.from(JSON.stringify(worded(createWords(language), board)));
}

/** The seq comes first: `If-Match` reads it there. */
function joinETag(...parts: (string | false | null)[]): string {
  return `"${parts.filter(Boolean).join('-')}"`;
}

/** The same board in another coding is another representation with its own ETag (RFC 9110). */
function gzipETag(etag: string): string {
  return etag.replace(/"$/, '-gzip"');
}

/** The document of a board: the row, and what the rules compute from it. */
function toBoard({ waiting, depth, gate, timeZone, cards, ...row }: BoardRow, now: Date): Board {
  const board = row.limits.find(({ scope }) => scope === 'board') ?? null;
  const { state, level } = pressureOf({ columns: row.columns, board, gate, waiting, depth }, now);
  return {
    key: row.key,
    name: row.name,
    seq: Number(row.seq),
    today: today(now, timeZone),
    timeZone,
    archivedAt: row.archivedAt,
    pressure: { state, level },
    intake: { gate: effectiveGate(gate, now), waiting, depth },
    columns: row.columns,
    swimlanes: row.swimlanes,
    labels: row.labels,
    limits: row.limits,
    overrides: row.overrides,
    classPolicies: row.classPolicies,
    cards: cards.map(({ document }) => document),
  };
}
