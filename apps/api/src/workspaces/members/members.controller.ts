import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import {
  Member,
  MemberAssignments,
  MemberChange,
  MemberList,
  MemberParams,
  PageQuery,
  WorkspaceParams,
} from '@weir/contract';
import { Allow, FiltersBoards } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { MembersService } from './members.service.js';

@Controller('v1/workspaces/:workspace/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Allow('readMembers')
  @FiltersBoards()
  @Answers('The members of a workspace', { 200: MemberList })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<MemberList>> {
    return this.members.list(access, page);
  }

  /** Everyone for themselves; owners for others too. */
  @Get(':user/held')
  @Allow('enterWorkspace')
  @Answers('What would be unassigned if a member left or changed role', {
    200: MemberAssignments,
  })
  held(
    @Access() access: Access,
    @Param({ schema: MemberParams }) { user }: MemberParams,
  ): Promise<Result<MemberAssignments>> {
    return this.members.held(access, user);
  }

  @Patch(':user')
  @Allow('manageMembers')
  @Versioned()
  @Answers('Change a member’s role', { 200: Member, refusals: ['last-owner', 'precondition-failed'] })
  change(
    @Access() access: Access,
    @Param({ schema: MemberParams }) { user }: MemberParams,
    @Body({ schema: MemberChange }) { role }: MemberChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Member>> {
    return this.members.changeRole(access, user, role, { version, key });
  }

  /** Everyone for themselves; owners for others too. */
  @Delete(':user')
  @Allow('enterWorkspace')
  @HttpCode(204)
  @Answers('Leave a workspace, or remove a member', {
    204: null,
    refusals: ['last-owner', 'precondition-failed'],
  })
  leave(
    @Access() access: Access,
    @Param({ schema: MemberParams }) { user }: MemberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.members.leave(access, user, { version, key });
  }
}
