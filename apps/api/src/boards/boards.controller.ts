import { Body, Controller, Get, Headers, HttpCode, Patch, Post, Query, Res } from '@nestjs/common';
import {
  Board,
  BoardChanges,
  BoardChangesQuery,
  BoardList,
  BoardQuery,
  BoardSettingsChange,
  BoardSummary,
  type Language,
  NewBoard,
  PageQuery,
} from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Allow, AllowInStatement, FiltersBoards } from '../http/access/allow.js';
import { Access, type BoardAccess, Credentials } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import { CallerLanguage } from '../http/reader-words.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { BoardsService } from './boards.service.js';
import { ChangesService } from './snapshot/changes.service.js';
import { readerOf, send } from './snapshot/sending.js';
import { SnapshotsService } from './snapshot/snapshots.service.js';

@Controller('v1/workspaces/:workspace/boards')
export class BoardsController {
  constructor(
    private readonly boards: BoardsService,
    private readonly snapshots: SnapshotsService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @Allow('enterWorkspace')
  @FiltersBoards()
  @Answers("The workspace's boards with their pressure", { 200: BoardList })
  list(@Access() access: Access, @Query({ schema: PageQuery }) query: PageQuery): Promise<Result<BoardList>> {
    return this.boards.list(access, query);
  }

  @Post()
  @Costs(10)
  @HttpCode(201)
  @Allow('manageBoards')
  @Answers('Create a board', { 201: BoardSummary, refusals: ['key-taken'] })
  create(
    @Access() access: Access,
    @Body({ schema: NewBoard }) board: NewBoard,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<BoardSummary>> {
    return this.boards.create(access, board, key);
  }

  /** The hot read: one statement says whether the cached board is still current. */
  @Get(':board')
  @Costs(2)
  @AllowInStatement('readBoards')
  @Answers('The whole board', { 200: Board, 304: null })
  async read(
    @Credentials() credentials: Credentials,
    @Query({ schema: BoardQuery }) query: BoardQuery,
    @Headers('if-none-match') known: string | undefined,
    @Headers('accept-encoding') codings: string | undefined,
    @CallerLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<unknown> | Buffer | undefined> {
    return send(reply, await this.snapshots.read(credentials, query, readerOf(known, codings, language)));
  }

  @Get(':board/changes')
  @AllowInStatement('readBoards')
  @Answers('What changed of the board after a seq, at most 500 events ago', {
    200: BoardChanges,
    304: null,
    refusals: ['resync'],
  })
  async readChanges(
    @Credentials() credentials: Credentials,
    @Query({ schema: BoardChangesQuery }) query: BoardChangesQuery,
    @Headers('if-none-match') known: string | undefined,
    @Headers('accept-encoding') codings: string | undefined,
    @CallerLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<unknown> | Buffer | undefined> {
    return send(reply, await this.changes.read(credentials, query, readerOf(known, codings, language)));
  }

  @Patch(':board')
  @Allow('manageBoards')
  @Answers('Rename a board, set its policies, archive or restore it', {
    200: BoardSummary,
    refusals: ['requests-waiting', 'accepted-work', 'wip-limit-reached', 'precondition-failed'],
  })
  change(
    @Access() access: BoardAccess,
    @Body({ schema: BoardSettingsChange }) change: BoardSettingsChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<BoardSummary>> {
    return this.boards.change(access, change, { key, unchangedSince });
  }
}
