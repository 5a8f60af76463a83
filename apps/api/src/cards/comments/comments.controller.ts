import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  BoardNumberParams,
  Comment,
  CommentChange,
  CommentList,
  CommentParams,
  NewComment,
  PageQuery,
} from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { CommentsService } from './comments.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/comments')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Get()
  @Allow('readBoards')
  @Answers('The comments on a card, oldest first', { 200: CommentList })
  list(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Result<CommentList>> {
    return this.comments.list(access, number, query);
  }

  @Post()
  @HttpCode(201)
  @Allow('comment')
  @Answers('Comment on a card', { 201: Comment, refusals: ['precondition-failed', 'board-archived'] })
  add(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: NewComment }) comment: NewComment,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Comment>> {
    return this.comments.add(access, number, comment, { version, key });
  }

  @Patch(':comment')
  @Allow('comment')
  @Answers('Edit a comment of your own', {
    200: Comment,
    refusals: ['precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: CommentParams }) { number, comment }: CommentParams,
    @Body({ schema: CommentChange }) change: CommentChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Comment>> {
    return this.comments.change(access, number, comment, change, { version, key });
  }

  @Delete(':comment')
  @HttpCode(204)
  @Allow('comment')
  @Answers('Delete a comment of your own, or as a manager anyone’s', {
    204: null,
    refusals: ['precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: CommentParams }) { number, comment }: CommentParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.comments.remove(access, number, comment, { version, key });
  }
}
