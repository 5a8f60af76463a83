import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FormParams, FormRequestReceipt, Language, NewFormRequest } from '@weir/contract';
import { neededByFault, secondsUntil, todayIn } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { networkOf } from '../../http/network.js';
import { invalid } from '../../http/problems/refusals.js';
import { FormRatesService } from '../../intake/door/form-rates.service.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { FormRequestsRepository } from './form-requests.repository.js';
import { PublicFormService } from './public-form.service.js';

const confirmWithinHours = 48;
/** How many of the last hour can wait to be confirmed on a board. Older ones can still be confirmed. */
const maxUnconfirmed = 200;
const anHour = 3_600_000;

/** Stores what comes by a public form, for two days and outside the queue, and has its address confirmed by e-mail. */
@Injectable()
export class FormRequestsService {
  constructor(
    private readonly form: PublicFormService,
    private readonly rates: FormRatesService,
    private readonly repository: FormRequestsRepository,
    private readonly writer: WorkspaceWriter,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * The answer is the same whether or not the address is known. 422 for a date that has passed or is too far ahead.
   * 429 where the door refuses already, where too many came from this network or for this address, and where too many
   * wait to be confirmed.
   */
  async submit(
    params: FormParams,
    request: NewFormRequest,
    { ip, language }: { ip: string; language: Language },
    key: WriteKey | null,
  ): Promise<Result<FormRequestReceipt>> {
    const found = await this.form.find(params);
    if (!found) return refuse('not-found');
    const { form, refusal } = found;
    const { neededBy, email } = request;
    const fault = neededBy ? neededByFault(neededBy, todayIn(this.clock.now(), form.policy.timeZone)) : null;
    if (fault) return invalid('neededBy', fault);
    if (refusal) return { ok: false, refusal };
    const counted = await this.rates.count(email, ip);
    if (!counted.ok) return counted;
    const options = { workspaceId: form.workspaceId, key, status: 202 };
    const stored = await this.writer.write<FormRequestReceipt>(options, async ({ tx, now }) => {
      const network = this.hashed(form.boardId, networkOf(ip));
      const since = new Date(now.getTime() - anHour);
      const sender = { formId: params.form, network, since };
      const obstacle = await this.repository.findObstacle(tx, form, sender, maxUnconfirmed);
      if (obstacle === 'off') return refuse('not-found');
      if (obstacle !== null) {
        const wait = { retryAfterSeconds: secondsUntil(new Date(obstacle.getTime() + anHour), now) ?? 1 };
        return refuse('rate-limited', wait, { key: 'formUnconfirmed' });
      }
      const expiresAt = new Date(now.getTime() + confirmWithinHours * 3_600_000);
      await this.repository.add(tx, form, { ...request, id: uuid(), at: now, expiresAt, language, network });
      return ok({ confirmWithinHours });
    });
    // Nothing on the board changed, so nothing else wakes the outbox; somebody waits for this e-mail.
    if (stored.ok) this.wakeups.wake(form.workspaceId, form.boardId);
    return stored;
  }

  /** So that the table shows neither addresses nor who used several forms. */
  private hashed(boardId: string, network: string): string {
    const hmac = createHmac('sha256', this.env.WEIR_TOKEN_SECRET);
    return hmac.update(`form network:${boardId} ${network}`).digest('base64url');
  }
}
