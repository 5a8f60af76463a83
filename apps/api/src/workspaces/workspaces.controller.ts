import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { NewWorkspace, PageQuery, Workspace, WorkspaceList } from '@weir/contract';
import { SignedIn } from '../http/access/allow.js';
import { Bearer, type TokenBearer } from '../http/access/caller.js';
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
  @Answers('The caller’s workspaces', { 200: WorkspaceList })
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
}
