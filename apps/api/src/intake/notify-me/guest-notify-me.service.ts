import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FormParams, FormRequestReceipt, GuestNotifyMe, Language } from '@weir/contract';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { networkOf } from '../../http/network.js';
import { SignedLinks } from '../../http/signed-links.js';
import { PublicFormService } from '../../requests/guests/public-form.service.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { FormRatesService } from '../door/form-rates.service.js';
import { type GuestWait, GuestWaitsRepository } from './guest-waits.repository.js';

const aDay = 86_400_000;
const anHour = 3_600_000;
const confirmWithinHours = 48;
const daysOfNotifyMe = 30;
/** How many of the last hour can wait to be confirmed on a board. */
const maxUnconfirmed = 200;

/** Guests who want one mail when a board's form takes requests again. An address is confirmed before it gets any other mail. */
@Injectable()
export class GuestNotifyMeService {
  constructor(
    private readonly repository: GuestWaitsRepository,
    private readonly form: PublicFormService,
    private readonly rates: FormRatesService,
    private readonly links: SignedLinks,
    private readonly writer: WorkspaceWriter,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * The answer is the same whether or not the address is known or waits already. 409 while the form takes requests and the
   * board sheds none, 429 where too many came.
   */
  async ask(
    params: FormParams,
    email: string,
    { ip, language }: { ip: string; language: Language },
    key: WriteKey | null,
  ): Promise<Result<FormRequestReceipt>> {
    if (this.env.WEIR_SMTP_URL === undefined) return refuse('mail-not-set-up', {}, { key: 'noMail' });
    const found = await this.form.find(params);
    if (!found) return refuse('not-found');
    const { form, refusal, shedding } = found;
    const isShed = shedding?.onArrival.includes('standard') ?? false;
    if (refusal === null && !isShed) return refuse('form-takes-requests');
    const counted = await this.rates.countNotifyMe(email, ip);
    if (!counted.ok) return counted;
    const options = { workspaceId: form.workspaceId, key, status: 202 };
    const stored = await this.writer.write<FormRequestReceipt>(options, async ({ tx, now }) => {
      const network = this.hashed(form.boardId, networkOf(ip));
      const since = new Date(now.getTime() - anHour);
      if (await this.repository.isFlooded(tx, form, { network, since, most: maxUnconfirmed }))
        return refuse('rate-limited', { retryAfterSeconds: anHour / 1000 }, { key: 'formUnconfirmed' });
      const expiresAt = new Date(now.getTime() + confirmWithinHours * anHour);
      await this.repository.add(tx, form, { email, language, network, now, expiresAt });
      return ok({ confirmWithinHours });
    });
    if (stored.ok) this.wakeups.wake(form.workspaceId, form.boardId);
    return stored;
  }

  /** The same again changes nothing. 404 for a token that was not signed here, 409 for one that has expired. */
  async confirm(token: string): Promise<Result<GuestNotifyMe>> {
    const linked = this.links.read('guestWait', token);
    const wait = linked && (await this.repository.find(linked));
    if (!linked || !wait) return refuse('not-found', {}, { key: 'confirmationUnknown' });
    if (wait.isArchived) return refuse('board-archived');
    if (wait.notifiedAt) return ok(this.toNotifyMe(wait));
    if (wait.expiresAt <= this.clock.now()) return refuse('form-ask-expired', {}, { key: 'waitExpired' });
    const { workspaceId } = wait;
    const done = await this.writer.write<null>({ workspaceId, key: null }, async ({ tx, now }) => {
      await this.repository.confirm(tx, wait, { now, expiresAt: this.end(now) });
      return ok(null);
    });
    if (!done.ok) return done;
    await this.rates.confirmed(wait.email);
    const confirmed = await this.repository.find(linked);
    return confirmed ? ok(this.toNotifyMe(confirmed)) : refuse('not-found');
  }

  private end(now: Date): Date {
    return new Date(now.getTime() + daysOfNotifyMe * aDay);
  }

  private toNotifyMe(wait: GuestWait): GuestNotifyMe {
    const {
      notifiedAt,
      expiresAt,
      workspace,
      workspaceSlug,
      boardKey: key,
      boardName,
      timeZone,
      formId,
    } = wait;
    const isOn = notifiedAt === null;
    return {
      on: isOn,
      expiresAt: isOn ? expiresAt.toISOString() : null,
      workspace,
      board: { key, name: boardName },
      timeZone,
      link: formId && this.links.toForm(workspaceSlug, key, formId),
    };
  }

  /** So that the table shows neither addresses of networks nor who asked on several boards. */
  private hashed(boardId: string, network: string): string {
    const hmac = createHmac('sha256', this.env.WEIR_TOKEN_SECRET);
    return hmac.update(`form network:${boardId} ${network}`).digest('base64url');
  }
}
