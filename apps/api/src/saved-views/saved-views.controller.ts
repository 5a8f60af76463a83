import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, UseGuards } from '@nestjs/common';
import { NewSavedView, SavedView, SavedViewChange, SavedViewList, SavedViewParams } from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { SavedViewsService } from './saved-views.service.js';
import { SharedViewGuard } from './shared-view.guard.js';

@Controller('v1/workspaces/:workspace/boards/:board/views')
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  @Get()
  @Allow('readBoards')
  @Answers('The caller’s saved views of the board, and the shared ones', { 200: SavedViewList })
  list(@Access() access: BoardAccess): Promise<Result<SavedViewList>> {
    return this.views.list(access);
  }

  @Post()
  @HttpCode(201)
  @Allow('readBoards')
  @UseGuards(SharedViewGuard)
  @Answers('Save a view of the board; only managers share one', {
    201: SavedView,
    refusals: ['name-taken', 'cap-reached', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewSavedView }) view: NewSavedView,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<SavedView>> {
    return this.views.add(access, view, key);
  }

  @Patch(':view')
  @Allow('readBoards')
  @UseGuards(SharedViewGuard)
  @Answers('Rename a saved view, or change what it shows; a shared one only as a manager', {
    200: SavedView,
    refusals: ['name-taken', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: SavedViewParams }) { view }: SavedViewParams,
    @Body({ schema: SavedViewChange }) change: SavedViewChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<SavedView>> {
    return this.views.change(access, view, change, key);
  }

  @Delete(':view')
  @HttpCode(204)
  @Allow('readBoards')
  @Answers('Remove a saved view; a shared one only as a manager', {
    204: null,
    refusals: ['board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: SavedViewParams }) { view }: SavedViewParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.views.remove(access, view, key);
  }
}
