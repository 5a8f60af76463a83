import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { Import, ImportList, ImportParams, ImportPlan, type Language, NewImportQuery } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { create as disposition } from 'content-disposition';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { notBytes, TakesFile } from '../http/bodies/file-body.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import { CallerLanguage } from '../http/reader-words.js';
import { Refused, type Result } from '../result.js';
import { ImportsService } from './imports.service.js';
import type { Importer } from './planning/survey.service.js';
import { ReportService } from './running/report.service.js';

@Controller('v1/workspaces/:workspace/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly reports: ReportService,
  ) {}

  @Get()
  @Allow('manageBoards')
  @Answers('The imports of the last days, newest first', { 200: ImportList })
  list(@Access() access: Access): Promise<Result<ImportList>> {
    return this.imports.list(access);
  }

  @Post()
  @HttpCode(201)
  @Allow('manageBoards')
  @TakesFile()
  @Costs(50)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers('Read the export of another tool and plan its import. The body is the file', { 201: Import })
  async add(
    @Access() access: Access,
    @Query({ schema: NewImportQuery }) { name = '', timeZone }: NewImportQuery,
    @CallerLanguage() language: Language,
    @Req() { body, headers, ip }: FastifyRequest,
  ): Promise<Result<Import>> {
    if (!(body instanceof Readable)) throw new Refused(notBytes);
    const announced = Number(headers['content-length'] ?? 0);
    return this.imports.add(access, { name, body, announced, ip }, importerOf(access, language, timeZone));
  }

  @Get(':import')
  @Allow('manageBoards')
  @Answers('An import: the content of its file, its plan, the expected result, and its progress', {
    200: Import,
  })
  read(
    @Access() access: Access,
    @Param({ schema: ImportParams }) { import: id }: ImportParams,
  ): Promise<Result<Import>> {
    return this.imports.read(access, id);
  }

  @Patch(':import')
  @Allow('manageBoards')
  @Costs(5)
  @Answers('Change the plan of an import before it starts', { 200: Import, refusals: ['import-started'] })
  change(
    @Access() access: Access,
    @Param({ schema: ImportParams }) { import: id }: ImportParams,
    @Body({ schema: ImportPlan }) plan: ImportPlan,
    @CallerLanguage() language: Language,
  ): Promise<Result<Import>> {
    return this.imports.change(access, id, plan, importerOf(access, language));
  }

  @Put(':import/run')
  @Allow('manageBoards')
  @Costs(50)
  @Answers('Start an import, or continue one that stopped', { 200: Import, refusals: ['key-taken'] })
  start(
    @Access() access: Access,
    @Param({ schema: ImportParams }) { import: id }: ImportParams,
  ): Promise<Result<Import>> {
    return this.imports.start(access, id);
  }

  @Get(':import/report.csv')
  @Allow('manageBoards')
  @Answers('The result for each card, as CSV', { 200: z.string(), as: 'text/csv' })
  async report(
    @Access() access: Access,
    @Param({ schema: ImportParams }) { import: id }: ImportParams,
    @CallerLanguage() language: Language,
  ): Promise<StreamableFile> {
    const report = await this.reports.write(access, id, language);
    if (!report.ok) throw new Refused(report.refusal);
    const { csv, name } = report.value;
    return new StreamableFile(csv, { type: 'text/csv; charset=utf-8', disposition: disposition(name) });
  }

  @Delete(':import')
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Delete an import and its report. Imported cards stay', {
    204: null,
    refusals: ['import-started'],
  })
  remove(
    @Access() access: Access,
    @Param({ schema: ImportParams }) { import: id }: ImportParams,
  ): Promise<Result<void>> {
    return this.imports.remove(access, id);
  }
}

function importerOf({ userId }: Access, language: Language, timeZone = 'UTC'): Importer {
  const { t } = createWords(language, null);
  const name = (kind: 'queue' | 'active' | 'done') => t(`vocabulary.columnKinds.${kind}`);
  return {
    userId,
    timeZone,
    kindNames: { queue: name('queue'), active: name('active'), done: name('done') },
    dateOrder: language === 'de' || timeZone.startsWith('Europe/') ? 'dayFirst' : 'monthFirst',
  };
}
