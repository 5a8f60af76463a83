import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { can, type PublicForm, type PublicFormSetting } from '@weir/contract';
import { ENV, type Env } from '../../env.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { type BoardConditions, BoardWriter } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { type FormSettings, FormSettingsRepository } from './form-settings.repository.js';

/** Switches a board's public form on and off. Everybody with the link may use it, so switching it on makes a new one. */
@Injectable()
export class FormSettingsService {
  constructor(
    private readonly repository: FormSettingsRepository,
    private readonly writer: BoardWriter,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async read(access: BoardAccess): Promise<Result<PublicForm>> {
    return ok(this.toPublicForm(access, await this.repository.read(access)));
  }

  /** 409 where this Weir sends no e-mail: no address could be confirmed. */
  set(
    access: BoardAccess,
    { on, openPerGuest, depth }: PublicFormSetting,
    conditions: BoardConditions,
  ): Promise<Result<PublicForm>> {
    return this.writer.write<PublicForm>(access, conditions, async ({ tx, record }) => {
      if (on && !this.sendsMail) return refuse('mail-not-set-up');
      const before = await this.repository.readIn(tx, access);
      const after = {
        formId: on ? (before.formId ?? randomUUID()) : null,
        openPerGuest: openPerGuest ?? before.openPerGuest,
        depth: depth ?? before.depth,
      };
      const [from, to] = [settingsFacts(before), settingsFacts(after)];
      if (changedValues(from, to)) {
        await this.repository.change(tx, access, after);
        record('intake.changed', [{ from, to }]);
      }
      return ok(this.toPublicForm(access, after));
    });
  }

  private toPublicForm(
    { role, workspaceSlug, boardKey }: BoardAccess,
    { formId, ...limits }: FormSettings,
  ): PublicForm {
    const visibleId = can(role, 'manageBoards') ? formId : null;
    const web = this.env.WEIR_WEB_URL.replace(/\/+$/, '');
    const link = visibleId && `${web}/forms/${workspaceSlug}/${boardKey}/${visibleId}`;
    return { on: formId !== null, link, formId: visibleId, ...limits, mail: this.sendsMail };
  }

  private get sendsMail(): boolean {
    return this.env.WEIR_SMTP_URL !== undefined;
  }
}

/** The settings as events say them: without the secret of the link. */
function settingsFacts({ formId, openPerGuest, depth }: FormSettings) {
  return { form: formId !== null, formOpenPerGuest: openPerGuest, formDepth: depth };
}
