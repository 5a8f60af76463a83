import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  Member,
  MemberList,
  NewServiceAccount,
  PageQuery,
  ServiceAccountChange,
  ServiceAccountParams,
  WorkspaceParams,
} from '@weir/contract';
import { Allow, SessionsOnly } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { ServiceAccountsService } from './service-accounts.service.js';

/** No token is accepted here, as for tokens themselves. */
@Controller('v1/workspaces/:workspace/service-accounts')
export class ServiceAccountsController {
  constructor(private readonly accounts: ServiceAccountsService) {}

  @Get()
  @Allow('manageServiceAccounts')
  @SessionsOnly()
  @Answers('The service accounts of a workspace', { 200: MemberList })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<MemberList>> {
    return this.accounts.list(access, page);
  }

  @Post()
  @Allow('manageServiceAccounts')
  @SessionsOnly()
  @HttpCode(201)
  @Versioned()
  @Answers('Create a service account: a member that is not a person', { 201: Member })
  create(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: NewServiceAccount }) account: NewServiceAccount,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Member>> {
    return this.accounts.create(access, account, key);
  }

  @Patch(':account')
  @Allow('manageServiceAccounts')
  @SessionsOnly()
  @Versioned()
  @Answers('Rename a service account or change its role', { 200: Member, refusals: ['precondition-failed'] })
  change(
    @Access() access: Access,
    @Param({ schema: ServiceAccountParams }) { account }: ServiceAccountParams,
    @Body({ schema: ServiceAccountChange }) change: ServiceAccountChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Member>> {
    return this.accounts.change(access, account, change, { version, key });
  }

  @Delete(':account')
  @Allow('manageServiceAccounts')
  @SessionsOnly()
  @HttpCode(204)
  @Answers('Remove a service account; its tokens end, and it is unassigned like a member who leaves', {
    204: null,
    refusals: ['precondition-failed'],
  })
  remove(
    @Access() access: Access,
    @Param({ schema: ServiceAccountParams }) { account }: ServiceAccountParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.accounts.remove(access, account, { version, key });
  }
}
