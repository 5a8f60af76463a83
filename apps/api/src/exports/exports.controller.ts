import { Controller, Get, StreamableFile } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { WorkspaceExport } from '@weir/contract/workspace-exports';
import { create as disposition } from 'content-disposition';
import { z } from 'zod';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { CallerLanguage } from '../http/reader-words.js';
import { Refused, type Result } from '../result.js';
import { type ExportFile, ExportsService } from './exports.service.js';

const csv = 'text/csv; charset=utf-8';

@Controller('v1/workspaces/:workspace/export')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Get()
  @Allow('exportWorkspace')
  @Answers('The whole workspace as one file, which can be imported elsewhere', { 200: WorkspaceExport })
  async whole(@Access() access: Access): Promise<StreamableFile> {
    return sent(await this.exports.whole(access), 'application/json');
  }

  @Get('cards.csv')
  @Allow('exportWorkspace')
  @Answers('The cards of all boards as CSV', { 200: z.string(), as: 'text/csv' })
  async cards(@Access() access: Access): Promise<StreamableFile> {
    return sent(await this.exports.cards(access), csv);
  }

  @Get('requests.csv')
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
