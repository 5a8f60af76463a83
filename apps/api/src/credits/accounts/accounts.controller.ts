import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import {
  CreditAccounts,
  CreditAdjustment,
  CreditEntries,
  CreditEntriesFilter,
  CreditEntriesQuery,
  CreditEntry,
  PageQuery,
  WorkspaceParams,
} from '@weir/contract';
import { z } from 'zod';
import { Allow } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { Refused, type Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { CreditAccountsService } from './accounts.service.js';

/** The ledger of credits. Everybody reads their own entries. People who answer requests read all entries. */
@Controller('v1/workspaces/:workspace/credits')
export class CreditAccountsController {
  constructor(private readonly accounts: CreditAccountsService) {}

  @Get('accounts')
  @Allow('answerRequests')
  @Answers('The credits of each requester in the present period', { 200: CreditAccounts })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<CreditAccounts>> {
    return this.accounts.list(access, page);
  }

  @Get('entries')
  @Allow('readOwnRequests')
  @Answers('The ledger of credits, newest first', { 200: CreditEntries })
  entries(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: CreditEntriesQuery }) query: CreditEntriesQuery,
  ): Promise<Result<CreditEntries>> {
    return this.accounts.entries(access, query);
  }

  @Get('entries.csv')
  @Costs(20)
  @Allow('readOwnRequests')
  @Answers('The ledger of credits as CSV', { 200: z.string(), as: 'text/csv' })
  async file(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: CreditEntriesFilter }) query: CreditEntriesFilter,
  ): Promise<StreamableFile> {
    const csv = await this.accounts.file(access, query);
    if (!csv.ok) throw new Refused(csv.refusal);
    return new StreamableFile(csv.value, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${access.workspaceSlug}-credits.csv"`,
    });
  }

  @Post('adjustments')
  @HttpCode(201)
  @Allow('manageWorkspace')
  @Answers('Give credits to a person, or take some', {
    201: CreditEntry,
    refusals: ['credits-off', 'balance-too-low'],
  })
  adjust(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: CreditAdjustment }) adjustment: CreditAdjustment,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CreditEntry>> {
    return this.accounts.adjust(access, adjustment, key);
  }
}
