import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  NewWorkspace,
  PageQuery,
  Workspace,
  WorkspaceChange,
  WorkspaceList,
  WorkspaceParams,
} from '@weir/contract';
import { Allow, FiltersBoards, SignedIn } from '../http/access/allow.js';
import { Access, Bearer, type TokenBearer } from '../http/access/caller.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspacesService } from './workspaces.service.js';

@Controller('v1/workspaces')
export class WorkspacesController {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Get()
  @SignedIn()
  @Answers('The caller’s workspaces, without archived ones', { 200: WorkspaceList })
  list(
    @Bearer() bearer: TokenBearer,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<WorkspaceList>> {
    return this.workspaces.list(bearer.userId, page);
  }

  @Post()
  @Costs(30)
  @SignedIn()
  @Answers('Create a workspace; the caller becomes its owner', {
    201: Workspace,
    refusals: ['not-allowed', 'key-taken'],
  })
  create(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: NewWorkspace }) workspace: NewWorkspace,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Workspace>> {
    return this.workspaces.create(bearer.userId, workspace, key);
  }

  @Get(':workspace')
  @Allow('enterWorkspace')
  @FiltersBoards()
  @Answers('A workspace, and the caller’s role in it', { 200: Workspace })
  read(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
  ): Promise<Result<Workspace>> {
    return this.workspaces.read(access);
  }

  @Patch(':workspace')
  @Allow('manageWorkspace')
  @Answers('Rename a workspace', { 200: Workspace })
  change(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: WorkspaceChange }) change: WorkspaceChange,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Workspace>> {
    return this.workspaces.rename(access, change, key);
  }

  @Put(':workspace/archive')
  @Allow('manageWorkspace')
  @Answers(
    'Archive a workspace whose boards are all archived. Then nobody can open it until an owner restores it',
    {
      200: Workspace,
      refusals: ['boards-not-archived'],
    },
  )
  archive(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Workspace>> {
    return this.workspaces.archive(access, key);
  }
}
