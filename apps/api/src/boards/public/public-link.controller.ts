import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { PublicLink, PublicLinkSetting } from '@weir/contract';
import { Allow, Scope } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { PublicLinkService } from './public-link.service.js';

/** Whether a board can be read by a link, without an account. Only those who can switch it see the link. */
@Controller('v1/workspaces/:workspace/boards/:board/public-link')
export class PublicLinkController {
  constructor(private readonly link: PublicLinkService) {}

  @Get()
  @Allow('manageBoards')
  @Scope('manage')
  @Answers('The public link of the board', { 200: PublicLink })
  read(@Access() access: BoardAccess): Promise<Result<PublicLink>> {
    return this.link.read(access);
  }

  @Put()
  @Allow('manageBoards')
  @Answers('Make a public link, or a new one in its place', {
    200: PublicLink,
    refusals: ['precondition-failed', 'board-archived'],
  })
  set(
    @Access() access: BoardAccess,
    @Body({ schema: PublicLinkSetting }) setting: PublicLinkSetting,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<PublicLink>> {
    return this.link.set(access, setting, { key, unchangedSince });
  }

  @Delete()
  @HttpCode(204)
  @Allow('manageBoards')
  @Answers('Revoke the public link', { 204: null, refusals: ['precondition-failed'] })
  remove(
    @Access() access: BoardAccess,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.link.remove(access, { key, unchangedSince });
  }
}
