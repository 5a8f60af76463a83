import { Injectable } from '@nestjs/common';
import {
  type Comment,
  type CommentChange,
  type CommentList,
  can,
  type NewComment,
  type PageQuery,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { pageOf } from '../../http/cursor.js';
import { refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { CardsRepository } from '../cards.repository.js';
import { MentionsRepository } from '../mentions.repository.js';
import { type CommentRow, CommentsRepository, deleted } from './comments.repository.js';

@Injectable()
export class CommentsService {
  constructor(
    private readonly cards: CardsRepository,
    private readonly repository: CommentsRepository,
    private readonly mentions: MentionsRepository,
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
      return ok({ ...(await this.shown(tx, access, { id, text })), at, editedAt: null });
    });
  }

  /** Only its writer can change a comment. */
  change(
    access: BoardAccess,
    number: number,
    id: string,
    { text }: CommentChange,
    { version, key }: VersionConditions,
  ): Promise<Result<Comment>> {
    return this.writer.write(access, { key }, async ({ tx, now, record }) => {
      const found = await this.find(tx, access, { number, id, version });
      if (!found.ok) return found;
      const { cardId, body, by, at } = found.value;
      if (by !== access.userId) return refuse('not-allowed');
      const isEdited = text !== body;
      if (isEdited) {
        await this.repository.change(tx, access, { cardId, id, body: text, editedAt: now });
        record('card.commented', [{ card: number, comment: id, from: { text: body }, to: { text } }]);
      }
      const editedAt = isEdited ? now : found.value.editedAt;
      return ok({
        ...(await this.shown(tx, access, { id, text })),
        at: at.toISOString(),
        editedAt: editedAt?.toISOString() ?? null,
      });
    });
  }

  /** Its writer or a manager deletes a comment. */
  remove(
    access: BoardAccess,
    number: number,
    id: string,
    { version, key }: VersionConditions,
  ): Promise<Result<void>> {
    return this.writer.write<void>(access, { key, status: 204 }, async ({ tx, now, role, record }) => {
      const found = await this.find(tx, access, { number, id, version });
      if (!found.ok) return found;
      const isAllowed = found.value.by === access.userId || (role !== null && can(role, 'deleteComments'));
      if (!isAllowed) return refuse('not-allowed');
      await this.repository.change(tx, access, {
        cardId: found.value.cardId,
        id,
        body: deleted,
        editedAt: now,
      });
      record('card.commented', [{ card: number, comment: id, to: null }]);
      return ok(undefined);
    });
  }

  /** A comment of the caller's. */
  private async shown(
    tx: Tx,
    { workspaceId, userId, userName }: BoardAccess,
    { id, text }: { id: string; text: string },
  ): Promise<Pick<Comment, 'id' | 'text' | 'mentions' | 'by'>> {
    const mentions = await this.mentions.list(tx, workspaceId, text);
    return { id, text, mentions, by: { id: userId, name: userName } };
  }

  private async find(
    tx: Tx,
    access: BoardAccess,
    { number, id, version }: { number: number; id: string; version: number | null },
  ): Promise<Result<CommentRow>> {
    const card = await this.cards.find(tx, access, number);
    const comment = card && (await this.repository.find(tx, access, card.id, id));
    if (!comment) return refuse('not-found');
    return refuseStale(version, card.version) ?? ok(comment);
  }
}
