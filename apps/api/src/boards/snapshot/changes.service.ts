import { Injectable } from '@nestjs/common';
import type { BoardChangesQuery, Language } from '@weir/contract';
import { defaultLanguage } from '@weir/words';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { KnownPressures } from '../../writes/known-pressures.js';
import { today as dayIn } from './board-day.js';
import { ChangesRepository } from './changes.repository.js';
import {
  type BoardReader,
  changesJson,
  type Encoded,
  type Encoding,
  encodedFor,
  etagOf,
  headJson,
  knownTo,
  unpooled,
} from './encoding.js';
import { type HeaderRow, pressureFactsOf } from './header.js';
import type { CardsSince } from './kept-board.js';
import { KeptBoards } from './kept-boards.service.js';
import { type BoardHead, SnapshotsRepository } from './snapshots.repository.js';

/** The most bytes of JSON in the cache. The compressed answers need a fifth more. */
const mostKept = 16_000_000;

/** What changed of a board after a seq, for its streams: as JSON, made once for each language in which it differs. */
export type StreamedDocuments = { after: number; jsonFor(language: Language): string };

/** What changed of a board, and how the board is now; `since` is null where the whole board must be read again. */
type News = { row: HeaderRow; since: CardsSince | null };

/**
 * What changed of a board since a seq that its reader has. Viewers of one board mostly ask after the same seq, so the
 * newest answers are kept, as whole boards are.
 */
@Injectable()
export class ChangesService {
  private readonly cache = new LRUCache<string, Encoded>({ max: 500, maxSize: mostKept });

  constructor(
    private readonly snapshots: SnapshotsRepository,
    private readonly repository: ChangesRepository,
    private readonly boards: KeptBoards,
    private readonly access: AccessService,
    private readonly pressures: KnownPressures,
    private readonly clock: Clock,
  ) {}

  /** 410 `resync` if the whole board must be read again: the seq is too old, or what changed is more than its cards. */
  async read(
    credentials: Credentials,
    { after, today, namesVersion }: BoardChangesQuery,
    reader: BoardReader,
  ): Promise<Result<Encoding>> {
    const head = await this.snapshots.head(credentials);
    if (!head) return this.access.refusalOf(credentials);
    this.pressures.isAt(credentials, Number(head.seq));
    const { now } = credentials;
    const isSame =
      (today === undefined || today === dayIn(now, head.timeZone)) &&
      (namesVersion === undefined || namesVersion === head.namesVersion);
    if (!isSame) return refuse('resync', { seq: Number(head.seq) });
    const language = head.isWorded ? reader.language : defaultLanguage;
    const known = knownTo(reader, etagOf(head, now, language));
    if (known) return ok(known);
    const { row, since } = await this.newsFor(head, after, now);
    this.pressures.note(credentials, Number(row.seq), pressureFactsOf(row));
    if (!since) return refuse('resync', { seq: Number(row.seq) });
    const { etag, json } = headJson(row, head, now, language);
    const name = [head.workspaceId, head.boardId, after, etag].join('/');
    const encoded = this.cache.get(name) ?? { json: unpooled(changesJson(json, since)) };
    this.cache.set(name, encoded, { size: encoded.json.length });
    return ok(await encodedFor(reader, etag, () => Promise.resolve(encoded)));
  }

  /** The same for streams, whose access is checked by them. Null where the whole board must be read again. */
  async documents(board: BoardIds, after: number): Promise<StreamedDocuments | null> {
    const now = this.clock.now();
    const head = await this.snapshots.headOf(board, now);
    const { row, since } = await this.newsFor(head, after, now);
    if (!since) return null;
    const made = new Map<Language, string>();
    return {
      after,
      jsonFor(wanted) {
        const language = row.isWorded ? wanted : defaultLanguage;
        const known = made.get(language);
        if (known) return known;
        const changes = changesJson(headJson(row, head, now, language).json, since);
        const json = `{"after":${after},"changes":${changes}}`;
        made.set(language, json);
        return json;
      },
    };
  }

  /** From the board in memory, or from the database where that does not go back so far. */
  private async newsFor(head: BoardHead, after: number, now: Date): Promise<News> {
    const kept = await this.boards.forChanges(head, now);
    const since = kept?.since(after);
    if (kept && since) return { row: kept.row, since };
    const { cards, gone, placed, isComplete, ...row } = await this.repository.after(head, after, now);
    return { row, since: isComplete ? { cards, gone, placed } : null };
  }
}
