import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { Deferrals, Ledger, LedgerPeriod, LedgerQuery } from '@weir/contract';
import { z } from 'zod';
import { Allow } from '../http/allow.js';
import { Access, type BoardAccess } from '../http/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Refused, type Result } from '../result.js';
import { DeferralsService } from './deferrals.service.js';
import { LedgerService } from './ledger.service.js';

/** The intake's books: what became of what was asked, and what was put off to when. */
@Controller('v1/workspaces/:workspace/boards/:board/intake')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly deferrals: DeferralsService,
  ) {}

  @Get('ledger')
  @Allow('readLedger')
  @Answers('What became of everything that was asked', { 200: Ledger })
  read(
    @Access() access: BoardAccess,
    @Query({ schema: LedgerQuery }) query: LedgerQuery,
  ): Promise<Result<Ledger>> {
    return this.ledger.read(access, query);
  }

  @Get('ledger.csv')
  @Allow('readLedger')
  @Answers('The same as a file: a row a request, whatever became of it', { 200: z.string(), as: 'text/csv' })
  async file(
    @Access() access: BoardAccess,
    @Query({ schema: LedgerPeriod }) period: LedgerPeriod,
  ): Promise<StreamableFile> {
    const file = await this.ledger.file(access, period);
    if (!file.ok) throw new Refused(file.refusal);
    const { csv, name } = file.value;
    return new StreamableFile(csv, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Get('deferrals')
  @Allow('readIntake')
  @Answers('The tickets to ask again, by the week in which they come due, and what a week delivers', {
    200: Deferrals,
  })
  readDeferrals(@Access() access: BoardAccess): Promise<Result<Deferrals>> {
    return this.deferrals.read(access);
  }
}
