import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { can, type PublicForm, type PublicFormSetting } from '@weir/contract';
import { ENV, type Env } from '../../env.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { type BoardConditions, BoardWriter } from '../../writes/board-writer.js';
import { type FormSettings, FormSettingsRepository } from './form-settings.repository.js';

/** The switch of a board's public form. Who holds the link may use it, so each switching on makes a new one. */
@Injectable()
export class FormSettingsService {
  constructor(
    private readonly repository: FormSettingsRepository,
    private readonly writer: BoardWriter,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async read(access: BoardAccess): Promise<Result<PublicForm>> {
    return ok(this.shown(access, await this.repository.read(access)));
  }

  /** 409 where no e-mail goes out, for then nothing that is asked could be confirmed. */
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
      const [from, to] = [told(before), told(after)];
      if (JSON.stringify(from) !== JSON.stringify(to)) {
        await this.repository.change(tx, access, after);
        record('intake.changed', [{ from, to }]);
      }
      return ok(this.shown(access, after));
    });
  }

  private shown(
    { role, workspaceSlug, boardKey }: BoardAccess,
    { formId, ...places }: FormSettings,
  ): PublicForm {
    const known = can(role, 'manageBoards') ? formId : null;
    const web = this.env.WEIR_WEB_URL.replace(/\/+$/, '');
    const link = known && `${web}/forms/${workspaceSlug}/${boardKey}/${known}`;
    return { on: formId !== null, link, formId: known, ...places, mail: this.sendsMail };
  }

  private get sendsMail(): boolean {
    return this.env.WEIR_SMTP_URL !== undefined;
  }
}

/** As the board's readers find it among the events: without the link. */
function told({ formId, openPerGuest, depth }: FormSettings) {
  return { form: formId !== null, formOpenPerGuest: openPerGuest, formDepth: depth };
}
