import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { BoardNumberParams, CardLink, CardLinkParams, NewCardLink } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { LinksService } from './links.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/links')
export class LinksController {
  constructor(private readonly links: LinksService) {}

  @Post()
  @HttpCode(201)
  @Allow('changeCards')
  @Answers('Link a card to another one of the workspace', {
    201: CardLink,
    refusals: ['link-circle', 'precondition-failed', 'board-archived'],
  })
  add(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: NewCardLink }) link: NewCardLink,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CardLink>> {
    return this.links.add(access, number, link, { version, key });
  }

  @Delete(':link')
  @HttpCode(204)
  @Allow('changeCards')
  @Answers('Remove a link, from both cards', {
    204: null,
    refusals: ['precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: CardLinkParams }) { number, link }: CardLinkParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.links.remove(access, number, link, { version, key });
  }
}
