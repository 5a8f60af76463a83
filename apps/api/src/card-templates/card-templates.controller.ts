import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  CardTemplate,
  CardTemplateChange,
  CardTemplateList,
  CardTemplateParams,
  NewCardTemplate,
} from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { CardTemplatesService } from './card-templates.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/card-templates')
export class CardTemplatesController {
  constructor(private readonly templates: CardTemplatesService) {}

  @Get()
  @Allow('readBoards')
  @Answers('The board’s card templates, by name', { 200: CardTemplateList })
  list(@Access() access: BoardAccess): Promise<Result<CardTemplateList>> {
    return this.templates.list(access);
  }

  @Post()
  @HttpCode(201)
  @Allow('changeCards')
  @Answers('Add a card template', {
    201: CardTemplate,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Body({ schema: NewCardTemplate }) template: NewCardTemplate,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CardTemplate>> {
    return this.templates.add(access, template, { key, unchangedSince });
  }

  @Patch(':cardTemplate')
  @Allow('changeCards')
  @Answers('Change a card template; cards that were made with it do not change', {
    200: CardTemplate,
    refusals: ['name-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Access() access: BoardAccess,
    @Param({ schema: CardTemplateParams }) { cardTemplate }: CardTemplateParams,
    @Body({ schema: CardTemplateChange }) change: CardTemplateChange,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CardTemplate>> {
    return this.templates.change(access, cardTemplate, change, { key, unchangedSince });
  }

  @Delete(':cardTemplate')
  @HttpCode(204)
  @Allow('changeCards')
  @Answers('Delete a card template', { 204: null, refusals: ['precondition-failed', 'board-archived'] })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: CardTemplateParams }) { cardTemplate }: CardTemplateParams,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.templates.remove(access, cardTemplate, { key, unchangedSince });
  }
}
