import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import { networkOf } from '../../http/network.js';
import { Rate } from '../../http/rates/rate.js';
import { ok, type Result, refuse } from '../../result.js';
import { type BoardReader, type Encoded, type Encoding, encodedFor, unpooled } from '../snapshot/encoding.js';
import { SnapshotsService } from '../snapshot/snapshots.service.js';
import { badgeOf } from './badge.js';
import { toPublicBoard } from './public-board.js';
import { PublicLinkRepository } from './public-link.repository.js';
import { PublicLinks } from './public-links.js';

/** Hundreds of pages of one network, each reading twice a minute. Each instance counts by itself. */
const readsPerMinuteAndNetwork = 1200;

/** Boards as anybody with their public link reads them: cached, so that many readers cost one. */
@Injectable()
export class PublicBoardsService {
  private readonly reads = new Rate(readsPerMinuteAndNetwork);
  private readonly cache = new LRUCache<string, { etag: string; encoded: Promise<Encoded> }>({ max: 100 });

  constructor(
    private readonly links: PublicLinks,
    private readonly repository: PublicLinkRepository,
    private readonly snapshots: SnapshotsService,
    private readonly clock: Clock,
  ) {}

  /** 404 for every token that opens nothing, whatever it once opened; 429 for a network that reads too often. */
  async read(token: string, ip: string, reader: BoardReader): Promise<Result<Encoding>> {
    const found = await this.find(token, ip);
    if (!found.ok) return found;
    const board = found.value;
    const { workspaceId, boardId, workspace } = board;
    const current = await this.snapshots.currentWithTag(board);
    // The board's own tag says how many changes it has had.
    const etag = hashOf(`${current.etag} ${workspace}`);
    return ok(
      await encodedFor(reader, etag, () => {
        const name = `${workspaceId}/${boardId}`;
        const known = this.cache.get(name);
        if (known?.etag === etag) return known.encoded;
        const encoded = current.read().then((read) => toEncoded(toPublicBoard(workspace, read)));
        this.cache.set(name, { etag, encoded });
        encoded.catch(() => this.cache.delete(name));
        return encoded;
      }),
    );
  }

  /** How full the board is, as an SVG for other sites. Refusals as for the board. */
  async badge(token: string, ip: string, language: Language): Promise<Result<string>> {
    const found = await this.find(token, ip);
    if (!found.ok) return found;
    const { name, pressure } = await this.snapshots.current(found.value);
    return ok(badgeOf(name, pressure, language));
  }

  private async find(token: string, ip: string) {
    const retryAfterSeconds = this.reads.take(networkOf(ip), 1, this.clock.now().getTime());
    if (retryAfterSeconds > 0)
      return refuse('rate-limited', { retryAfterSeconds }, { key: 'tooManyPublicBoards' });
    const ids = this.links.read(token);
    const board = ids && (await this.repository.boardOf(ids));
    return board ? ok(board) : refuse('not-found');
  }
}

function toEncoded(document: object): Encoded {
  return { json: unpooled(JSON.stringify(document)) };
}

function hashOf(state: string): string {
  return `"${createHash('sha256').update(state).digest('base64url').slice(0, 16)}"`;
}
