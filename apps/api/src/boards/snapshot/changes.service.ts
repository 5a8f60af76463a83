import { Injectable } from '@nestjs/common';
import type { BoardChanges, BoardChangesQuery, EventDocuments, Language } from '@weir/contract';
import { defaultLanguage } from '@weir/words';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Credentials } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { today as dayIn } from './board-day.js';
import { ChangesRepository, type ChangesRow } from './changes.repository.js';
import { type BoardReader, type Encoded, type Encoding, encodedFor, etagOf, toJson } from './encoding.js';
import { toHeader } from './header.js';
import { type BoardHead, SnapshotsRepository } from './snapshots.repository.js';

/** What changed of a board after a seq, for its streams: as JSON, made once for each language in which it differs. */
export type StreamedDocuments = { after: number; jsonFor(language: Language): string };

/** What changed of a board; `changes` is null where the whole board must be read again. */
type News = { seq: number; changes: BoardChanges | null; encoded: Map<Language, Encoded> };

/**
 * What changed of a board since a seq that its reader has. Viewers of one board mostly ask after the same seq, so the
 * newest answers are kept, as whole boards are.
 */
@Injectable()
export class ChangesService {
  private readonly cache = new LRUCache<string, Promise<News>>({ max: 500 });

  constructor(
    private readonly snapshots: SnapshotsRepository,
    private readonly repository: ChangesRepository,
    private readonly access: AccessService,
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
    const { now } = credentials;
    const isSame =
      (today === undefined || today === dayIn(now, head.timeZone)) &&
      (namesVersion === undefined || namesVersion === head.namesVersion);
    if (!isSame) return refuse('resync', { seq: Number(head.seq) });
    const { seq, changes, encoded } = await this.newsFor(head, after, now);
    if (!changes) return refuse('resync', { seq });
    const language = head.isWorded ? reader.language : defaultLanguage;
    const json = encoded.get(language) ?? { json: toJson(changes, language) };
    encoded.set(language, json);
    return ok(await encodedFor(reader, etagOf(head, now, language), () => Promise.resolve(json)));
  }

  /** What changed of the board that has this head; null where the whole board must be read again. */
  async changes(head: BoardHead, after: number, now: Date): Promise<BoardChanges | null> {
    return (await this.newsFor(head, after, now)).changes;
  }

  /** The same for streams, whose access is checked by them. Null where the whole board must be read again. */
  async documents(board: BoardIds, after: number): Promise<StreamedDocuments | null> {
    const now = this.clock.now();
    const row = await this.repository.after(board, after, now);
    if (!row.isComplete) return null;
    const made = new Map<Language, string>();
    return {
      after,
      jsonFor(wanted) {
        const language = row.isWorded ? wanted : defaultLanguage;
        const documents: EventDocuments = { after, changes: toChanges(row, now) };
        const json = made.get(language) ?? toJson(documents, language).toString();
        made.set(language, json);
        return json;
      },
    };
  }

  /** Reads the changes once for all who have the same seq. */
  private newsFor(head: BoardHead, after: number, now: Date): Promise<News> {
    const name = [head.workspaceId, head.boardId, after, etagOf(head, now, defaultLanguage)].join('/');
    const known = this.cache.get(name);
    if (known) return known;
    const news = this.repository.after(head, after, now).then((row) => ({
      seq: Number(row.seq),
      changes: row.isComplete ? toChanges(row, now) : null,
      encoded: new Map<Language, Encoded>(),
    }));
    this.cache.set(name, news);
    news.catch(() => this.cache.delete(name));
    return news;
  }
}

function toChanges({ cards, gone, order, ...row }: ChangesRow, now: Date): BoardChanges {
  return { ...toHeader(row, now), cards, gone, order };
}
