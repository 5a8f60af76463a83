import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { type Language, Ledger, LedgerPeriod, LedgerQuery } from '@weir/contract';
import { z } from 'zod';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { CallerLanguage } from '../../http/reader-words.js';
import { Refused, type Result } from '../../result.js';
import { LedgerService } from './ledger.service.js';

/** The ledger of the intake: the outcome of all requests. */
@Controller('v1/workspaces/:workspace/boards/:board/intake')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Get('ledger')
  @Allow('readLedger')
  @Answers('The ledger of the intake: how requests ended', { 200: Ledger })
  read(
    @Access() access: BoardAccess,
    @Query({ schema: LedgerQuery }) query: LedgerQuery,
  ): Promise<Result<Ledger>> {
    return this.ledger.read(access, query);
  }

  @Get('ledger.csv')
  @Costs(20)
  @Allow('readLedger')
  @Answers('The ledger as CSV: one row per request', { 200: z.string(), as: 'text/csv' })
  async file(
    @Access() access: BoardAccess,
    @Query({ schema: LedgerPeriod }) period: LedgerPeriod,
    @CallerLanguage() language: Language,
  ): Promise<StreamableFile> {
    const file = await this.ledger.file(access, period, language);
    if (!file.ok) throw new Refused(file.refusal);
    const { csv, name } = file.value;
    return new StreamableFile(csv, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
