import { Injectable } from '@nestjs/common';
import type { Board, BoardQuery } from '@weir/contract';
import { gateAt, today } from '@weir/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../clock.js';
import { AccessService } from '../http/access.service.js';
import type { Credentials } from '../http/caller.js';
import { pageOf, readCursor, uuidShape } from '../http/cursor.js';
import { ok, type Result } from '../result.js';
import { pressureOf } from './pressure-of.js';
import { type BoardRow, type Place, SnapshotsRepository } from './snapshots.repository.js';

type Snapshot = { board: Board; json: string };
type Read = { etag: string; json: string | null };

const deliveredFor = 14 * 24 * 60 * 60 * 1000;
const cardsAPage = 200;

/**
 * Boards as JSON, kept by what they depend on: the seq, the day, and whether the gate's end has come.
 * A board that nobody changed is read and serialised once, however often it is asked for.
 */
@Injectable()
export class SnapshotsService {
  private readonly kept = new LRUCache<string, Promise<Snapshot>>({ max: 500 });

  constructor(
    private readonly repository: SnapshotsRepository,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  /** `json` is null where the caller knows it already. */
  async read(
    credentials: Credentials,
    query: BoardQuery,
    isKnown: (etag: string) => boolean,
  ): Promise<Result<Read>> {
    const head = await this.repository.head(credentials);
    if (!head) return this.access.refusalOf(credentials);
    if (query.include) return this.readMore(head, query, credentials.now);
    const day = today(credentials.now, head.timeZone);
    const etag = `"${head.seq}-${day}${head.gateEnded ? '-open' : ''}"`;
    if (isKnown(etag)) return ok({ etag, json: null });
    const { json } = await this.at(head, etag, credentials.now);
    return ok({ etag, json });
  }

  /** The board as it stands, for whoever explains a refusal. */
  async standing(place: Place): Promise<Board> {
    const now = this.clock.now();
    const head = await this.repository.headOf(place, now);
    const etag = `"${head.seq}-${today(now, head.timeZone)}${head.gateEnded ? '-open' : ''}"`;
    return (await this.at(head, etag, now)).board;
  }

  private at(place: Place, etag: string, now: Date): Promise<Snapshot> {
    const name = `${place.workspaceId}/${place.boardId}/${etag}`;
    const known = this.kept.get(name);
    if (known) return known;
    const made = this.make(place, now);
    this.kept.set(name, made);
    made.catch(() => this.kept.delete(name));
    return made;
  }

  private async make(place: Place, now: Date): Promise<Snapshot> {
    const row = await this.repository.board(place, {
      deliveredSince: new Date(now.getTime() - deliveredFor),
    });
    const board = boardOf(row, now);
    return { board, json: JSON.stringify(board) };
  }

  private async readMore(
    place: Place,
    { include = '', cursor }: BoardQuery,
    now: Date,
  ): Promise<Result<Read>> {
    const row = await this.repository.board(place, {
      deliveredSince: include.includes('delivered') ? null : new Date(now.getTime() - deliveredFor),
      archived: include.includes('archived'),
      page: { after: readCursor(cursor, uuidShape), size: cardsAPage },
    });
    const { items, nextCursor } = pageOf(row.cards, cardsAPage, ({ id }) => id);
    const board = { ...boardOf({ ...row, cards: items }, now), nextCursor };
    const day = today(now, row.timeZone);
    return ok({ etag: `"${row.seq}-${day}-${include}-${cursor ?? ''}"`, json: JSON.stringify(board) });
  }
}

/** The row's facts and the rules' words, as JSON has them. */
function boardOf({ waiting, depth, gate, timeZone, cards, ...row }: BoardRow, now: Date): Board {
  const stands = gateAt(gate, now);
  const { state, level } = pressureOf(row, { waiting, depth, gate: stands });
  return {
    key: row.key,
    name: row.name,
    seq: Number(row.seq),
    today: today(now, timeZone),
    timeZone,
    archivedAt: row.archivedAt,
    pressure: { state, level },
    intake: { gate: stands, waiting, depth },
    columns: row.columns,
    swimlanes: row.swimlanes,
    limits: row.limits,
    cards: cards.map(({ document }) => document),
  };
}
