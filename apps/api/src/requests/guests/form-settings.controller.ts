import { Body, Controller, Get, Put } from '@nestjs/common';
import { PublicForm, PublicFormSetting } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { FormSettingsService } from './form-settings.service.js';

/** Whether a board has a public form, and how many requests may come by it. */
@Controller('v1/workspaces/:workspace/boards/:board/intake/form')
export class FormSettingsController {
  constructor(private readonly settings: FormSettingsService) {}

  @Get()
  @Allow('readIntake')
  @Answers('The settings of the public form', { 200: PublicForm })
  read(@Access() access: BoardAccess): Promise<Result<PublicForm>> {
    return this.settings.read(access);
  }

  @Put()
  @Allow('manageBoards')
  @Answers('Change the public form; switching it on creates a new link', {
    200: PublicForm,
    refusals: ['mail-not-set-up', 'precondition-failed', 'board-archived'],
  })
  set(
    @Access() access: BoardAccess,
    @Body({ schema: PublicFormSetting }) setting: PublicFormSetting,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<PublicForm>> {
    return this.settings.set(access, setting, { key, unchangedSince });
  }
}
