import { Controller, Get, Req, StreamableFile } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { WorkspaceExport } from '@weir/contract/workspace-exports';
import { create as disposition } from 'content-disposition';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import { CallerLanguage } from '../http/reader-words.js';
import { Refused, type Result } from '../result.js';
import { ArchivesService } from './archives.service.js';
import { type ExportFile, ExportsService } from './exports.service.js';

const csv = 'text/csv; charset=utf-8';

@Controller('v1/workspaces/:workspace/export')
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly archives: ArchivesService,
  ) {}

  @Get()
  @Costs(100)
  @Allow('exportWorkspace')
  @Answers('The whole workspace as one file, which can be imported elsewhere', { 200: WorkspaceExport })
  async whole(@Access() access: Access): Promise<StreamableFile> {
    return sent(await this.exports.whole(access), 'application/json');
  }

  @Get('files.zip')
  @Costs(200)
  @Allow('exportWorkspace')
  @Answers('The whole workspace with its files, as ZIP, which can be imported elsewhere', {
    200: z.string(),
    as: 'application/zip',
  })
  async withFiles(@Access() access: Access, @Req() { headers }: FastifyRequest): Promise<StreamableFile> {
    const file = await this.archives.whole(access);
    if (!file.ok) throw new Refused(file.refusal);
    // Files are compressed already, and the rest is in the archive.
    headers['accept-encoding'] = 'identity';
    const { name, content } = file.value;
    return new StreamableFile(content, { type: 'application/zip', disposition: disposition(name) });
  }

  @Get('cards.csv')
  @Costs(50)
  @Allow('exportWorkspace')
  @Answers('The cards of all boards as CSV', { 200: z.string(), as: 'text/csv' })
  async cards(@Access() access: Access): Promise<StreamableFile> {
    return sent(await this.exports.cards(access), csv);
  }

  @Get('requests.csv')
  @Costs(50)
  @Allow('exportWorkspace')
  @Answers('The requests of all boards as CSV', { 200: z.string(), as: 'text/csv' })
  async requests(@Access() access: Access, @CallerLanguage() language: Language): Promise<StreamableFile> {
    return sent(await this.exports.requests(access, language), csv);
  }
}

function sent(file: Result<ExportFile>, type: string): StreamableFile {
  if (!file.ok) throw new Refused(file.refusal);
  const { name, bytes, content } = file.value;
  return new StreamableFile(content, { type, length: bytes, disposition: disposition(name) });
}
