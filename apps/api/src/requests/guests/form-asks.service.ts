import { Injectable } from '@nestjs/common';
import type { FormParams, FormRequestReceipt, Language, NewFormRequest } from '@weir/contract';
import { neededByFault, secondsUntil, todayIn } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import { invalid } from '../../http/problems/refusals.js';
import { FormRatesService } from '../../intake/door/form-rates.service.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { FormAsksRepository } from './form-asks.repository.js';
import type { Form } from './public-form.repository.js';
import { PublicFormService } from './public-form.service.js';

const confirmWithinHours = 48;
const mostUnconfirmed = 200;

/** What strangers send: kept for two days with an e-mail to confirm it, in nobody's queue until then. */
@Injectable()
export class FormAsksService {
  constructor(
    private readonly form: PublicFormService,
    private readonly rates: FormRatesService,
    private readonly repository: FormAsksRepository,
    private readonly writer: WorkspaceWriter,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the same whoever's the address is. 422 of a day that has passed or lies in none of our times. 429 where
   * the gate or a depth is in the way already, where too much came from here or for this address, and where too much
   * waits to be confirmed.
   */
  async take(
    params: FormParams,
    ask: NewFormRequest,
    { ip, language }: { ip: string; language: Language },
    key: WriteKey | null,
  ): Promise<Result<FormRequestReceipt>> {
    const found = await this.form.find(params);
    if (!found) return refuse('not-found');
    const { form, refusal } = found;
    const fault = this.faultOfDay(ask, form);
    if (fault) return invalid('neededBy', fault);
    if (refusal) return { ok: false, refusal };
    const counted = await this.rates.count(ask.email, ip);
    if (!counted.ok) return counted;
    const options = { workspaceId: form.workspaceId, key, status: 202 };
    const taken = await this.writer.write<FormRequestReceipt>(options, async ({ tx, now }) => {
      const freeAt = await this.repository.fullUntil(tx, form, params.form, mostUnconfirmed, now);
      if (freeAt === 'off') return refuse('not-found');
      if (freeAt) {
        const retryAfterSeconds = secondsUntil(freeAt, now) ?? 1;
        return refuse('rate-limited', { retryAfterSeconds }, { key: 'formUnconfirmed' });
      }
      const expiresAt = new Date(now.getTime() + confirmWithinHours * 3_600_000);
      await this.repository.keep(tx, form, { ...ask, id: uuid(), at: now, expiresAt, language });
      return ok({ confirmWithinHours });
    });
    // Its e-mail is waited for in front of a screen; nothing else on the board changed, so nobody else says it.
    if (taken.ok) this.wakeups.wake(form.workspaceId, form.boardId);
    return taken;
  }

  private faultOfDay({ neededBy }: NewFormRequest, { policy }: Form) {
    return neededBy ? neededByFault(neededBy, todayIn(this.clock.now(), policy.timeZone)) : null;
  }
}
