import { Injectable } from '@nestjs/common';
import type { Comment, CommentList, NewComment, PageQuery } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../../http/access/caller.js';
import { pageOf } from '../../http/cursor.js';
import { refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { CardsRepository } from '../cards.repository.js';
import { CommentsRepository } from './comments.repository.js';

@Injectable()
export class CommentsService {
  constructor(
    private readonly cards: CardsRepository,
    private readonly repository: CommentsRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** Oldest first, 50 at a time. */
  async list(
    access: BoardAccess,
    number: number,
    { cursor, size = 50 }: PageQuery,
  ): Promise<Result<CommentList>> {
    const comments = await this.repository.list(access, number, { cursor, size });
    return comments ? ok(pageOf(comments, size, ({ id }) => id)) : refuse('not-found');
  }

  /** `version` is the card's: a comment is written about the card as it was read. */
  add(
    access: BoardAccess,
    number: number,
    { text }: NewComment,
    { version, key }: VersionConditions,
  ): Promise<Result<Comment>> {
    return this.writer.write(access, { key, status: 201 }, async ({ tx, now, record }) => {
      const card = await this.cards.find(tx, access, number);
      if (!card) return refuse('not-found');
      const stale = refuseStale(version, card.version);
      if (stale) return stale;
      const id = uuid();
      await this.repository.add(tx, access, card.id, { id, body: text, by: access.userId, at: now });
      const at = now.toISOString();
      record('card.commented', [{ card: number, comment: id, to: { text, by: access.userId, at } }]);
      return ok({ id, text, by: { id: access.userId, name: access.userName }, at });
    });
  }
}
