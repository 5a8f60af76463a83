import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { Board, BoardQuery } from '@weir/contract';
import { effectiveGate } from '@weir/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { pressureOf } from '../../pressure/pressure-of.js';
import { ok, type Result } from '../../result.js';
import { today } from './board-day.js';
import { type BoardRow, type Head, SnapshotsRepository } from './snapshots.repository.js';

type Snapshot = { board: Board; json: Buffer; gzip?: Promise<Buffer> };
/** What the caller has already and what they can take. */
export type Reader = { isKnown(etag: string): boolean; takesGzip: boolean };
/** `body` is null where the caller has it already. */
type Read = { etag: string; body: Buffer | null; encoding?: 'gzip' };

const compress = promisify<Buffer, Buffer>(gzip);
const deliveredFor = 14 * 24 * 60 * 60 * 1000;
const cardsAPage = 200;

/**
 * Boards as JSON, kept by what they depend on: the seq, the day, whether the gate's end has come, and the limits
 * of persons across the workspace, which change with no board's seq.
 * A board that nobody changed is read and serialised once, however often it is asked for.
 */
@Injectable()
export class SnapshotsService {
  /** One snapshot a board, the newest that was asked for. */
  private readonly kept = new LRUCache<string, { etag: string; snapshot: Promise<Snapshot> }>({ max: 100 });

  constructor(
    private readonly repository: SnapshotsRepository,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  async read(credentials: Credentials, query: BoardQuery, reader: Reader): Promise<Result<Read>> {
    const head = await this.repository.head(credentials);
    if (!head) return this.access.refusalOf(credentials);
    if (query.include) return this.readMore(head, query, reader, credentials.now);
    const etag = etagOf(head, credentials.now);
    const etagFor = reader.takesGzip ? zipped(etag) : etag;
    if (reader.isKnown(etag) || reader.isKnown(zipped(etag))) return ok({ etag: etagFor, body: null });
    const snapshot = await this.at(head, etag, credentials.now);
    if (!reader.takesGzip) return ok({ etag, body: snapshot.json });
    snapshot.gzip ??= compress(snapshot.json);
    return ok({ etag: etagFor, body: await snapshot.gzip, encoding: 'gzip' });
  }

  /** The board as it stands, for whoever explains a refusal. */
  async standing(place: BoardIds): Promise<Board> {
    const now = this.clock.now();
    const head = await this.repository.headOf(place, now);
    return (await this.at(head, etagOf(head, now), now)).board;
  }

  private at({ workspaceId, boardId }: BoardIds, etag: string, now: Date): Promise<Snapshot> {
    const name = `${workspaceId}/${boardId}`;
    const known = this.kept.get(name);
    if (known?.etag === etag) return known.snapshot;
    const snapshot = this.make({ workspaceId, boardId }, now);
    this.kept.set(name, { etag, snapshot });
    snapshot.catch(() => this.kept.delete(name));
    return snapshot;
  }

  private async make(place: BoardIds, now: Date): Promise<Snapshot> {
    const deliveredSince = new Date(now.getTime() - deliveredFor);
    const board = boardOf(await this.repository.board(place, now, { deliveredSince }), now);
    return { board, json: Buffer.from(JSON.stringify(board)) };
  }

  private async readMore(
    place: BoardIds,
    { include = '', cursor }: BoardQuery,
    reader: Reader,
    now: Date,
  ): Promise<Result<Read>> {
    const row = await this.repository.board(place, now, {
      deliveredSince: include.includes('delivered') ? null : new Date(now.getTime() - deliveredFor),
      archived: include.includes('archived'),
      page: { after: readCursor(cursor, uuidShape), size: cardsAPage },
    });
    const { items, nextCursor } = pageOf(row.cards, cardsAPage, ({ id }) => id);
    const board = { ...boardOf({ ...row, cards: items }, now), nextCursor };
    const which = [include.replace(',', '_'), cursor ?? null];
    const etag = etagFrom(row.seq, today(now, row.timeZone), row.persons, ...which);
    if (reader.isKnown(etag)) return ok({ etag, body: null });
    return ok({ etag, body: Buffer.from(JSON.stringify(board)) });
  }
}

/** All that a board's JSON depends on. */
function etagOf({ seq, timeZone, gateEnded, persons }: Head, now: Date): string {
  return etagFrom(seq, today(now, timeZone), gateEnded && 'open', persons);
}

/** The seq comes first, for `If-Match` reads it there. */
function etagFrom(...parts: (string | false | null)[]): string {
  return `"${parts.filter(Boolean).join('-')}"`;
}

/** The same board in another coding is another representation, with an ETag of its own (RFC 9110). */
function zipped(etag: string): string {
  return etag.replace(/"$/, '-gzip"');
}

/** The row's facts and the rules' words, as JSON has them. */
function boardOf({ waiting, depth, gate, timeZone, cards, ...row }: BoardRow, now: Date): Board {
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
    limits: row.limits,
    overrides: row.overrides,
    classPolicies: row.classPolicies,
    cards: cards.map(({ document }) => document),
  };
}
