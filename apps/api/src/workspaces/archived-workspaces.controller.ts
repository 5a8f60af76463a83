import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { PageQuery, Workspace, WorkspaceList, WorkspaceParams } from '@weir/contract';
import { SignedIn } from '../http/access/allow.js';
import { Bearer, type TokenBearer } from '../http/access/caller.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspacesService } from './workspaces.service.js';

/** Nobody can open an archived workspace. So its owners find it here. */
@Controller('v1/me/archived-workspaces')
export class ArchivedWorkspacesController {
  constructor(private readonly workspaces: WorkspacesService) {}

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
}
