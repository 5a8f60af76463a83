import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import {
  PageQuery,
  Workspace,
  WorkspaceContent,
  WorkspaceDeletion,
  WorkspaceList,
  WorkspaceParams,
} from '@weir/contract';
import { SignedIn } from '../http/access/allow.js';
import { Bearer, type TokenBearer } from '../http/access/caller.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceDeletionService } from './deletion/deletion.service.js';
import { WorkspacesService } from './workspaces.service.js';

/** Nobody can open an archived workspace. So its owners find it here. */
@Controller('v1/me/archived-workspaces')
export class ArchivedWorkspacesController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly deletion: WorkspaceDeletionService,
  ) {}

  @Get()
  @SignedIn()
  @Answers('The archived workspaces that the caller owns', { 200: WorkspaceList })
  list(
    @Bearer() bearer: TokenBearer,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<WorkspaceList>> {
    return this.workspaces.listArchived(bearer.userId, page);
  }

  @Delete(':workspace')
  @SignedIn()
  @Answers('Restore an archived workspace', { 200: Workspace, refusals: ['not-found', 'cap-reached'] })
  restore(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: WorkspaceParams }) { workspace }: WorkspaceParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Workspace>> {
    return this.workspaces.restore(bearer.userId, workspace, key);
  }

  @Get(':workspace/content')
  @SignedIn()
  @Answers('What would be deleted with an archived workspace', {
    200: WorkspaceContent,
    refusals: ['not-found'],
  })
  content(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: WorkspaceParams }) { workspace }: WorkspaceParams,
  ): Promise<Result<WorkspaceContent>> {
    return this.deletion.content(bearer.userId, workspace);
  }

  @Put(':workspace/deletion')
  @SignedIn()
  @Answers('Delete an archived workspace for good in 30 days, and mail its members', {
    200: Workspace,
    refusals: ['not-found', 'requests-waiting'],
  })
  planDeletion(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: WorkspaceParams }) { workspace }: WorkspaceParams,
    @Body({ schema: WorkspaceDeletion }) { name }: WorkspaceDeletion,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Workspace>> {
    return this.deletion.plan(bearer.userId, workspace, name, key);
  }

  @Delete(':workspace/deletion')
  @SignedIn()
  @Answers('Keep an archived workspace that was to be deleted; it stays archived', {
    200: Workspace,
    refusals: ['not-found'],
  })
  cancelDeletion(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: WorkspaceParams }) { workspace }: WorkspaceParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Workspace>> {
    return this.deletion.cancel(bearer.userId, workspace, key);
  }
}
