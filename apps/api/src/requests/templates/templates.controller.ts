import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  AnswerTemplate,
  AnswerTemplateChange,
  AnswerTemplateList,
  NewAnswerTemplate,
  TemplateParams,
} from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch, IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Versioned } from '../../http/responses/versioned.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { TemplatesService } from './templates.service.js';

/** Templates for the messages of answers. */
@Controller('v1/workspaces/:workspace/boards/:board/intake/templates')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Get()
  @Allow('answerRequests')
  @Answers('The board’s answer templates, by name', { 200: AnswerTemplateList })
  list(@Access() access: BoardAccess): Promise<Result<AnswerTemplateList>> {
    return this.templates.list(access);
  }

  @Post()
  @HttpCode(201)
  @Allow('answerRequests')
  @Versioned()
  @Answers('Create an answer template', {
    201: AnswerTemplate,
    refusals: ['name-taken', 'too-many-templates', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewAnswerTemplate }) template: NewAnswerTemplate,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<AnswerTemplate>> {
    return this.templates.add(access, template, { key, unchangedSince });
  }

  @Patch(':template')
  @Allow('answerRequests')
  @Versioned()
  @Answers('Change an answer template', {
    200: AnswerTemplate,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: TemplateParams }) { template }: TemplateParams,
    @Body({ schema: AnswerTemplateChange }) change: AnswerTemplateChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<AnswerTemplate>> {
    return this.templates.change(access, template, change, { version, key });
  }

  @Delete(':template')
  @HttpCode(204)
  @Allow('answerRequests')
  @Answers('Delete an answer template; answers that used it do not change', {
    204: null,
    refusals: ['precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: TemplateParams }) { template }: TemplateParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.templates.remove(access, template, { version, key });
  }
}
