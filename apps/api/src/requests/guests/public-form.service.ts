import { Inject, Injectable } from '@nestjs/common';
import type { FormParams, PublicFormInfo } from '@weir/contract';
import { computeDeadlines, firstDayInTime, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import { codedText } from '../../coded-text.js';
import { ENV, type Env } from '../../env.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import { DoorService, type FormDoor } from '../../intake/door/door.service.js';
import { ok, type Refusal, type Result, refuse } from '../../result.js';
import { type Form, PublicFormRepository } from './public-form.repository.js';

type OpenForm = FormDoor & { form: Form };

/** What people with the form's link see before they submit: whether it takes requests now, and nothing of the team's work. */
@Injectable()
export class PublicFormService {
  constructor(
    private readonly repository: PublicFormRepository,
    private readonly door: DoorService,
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async read(params: FormParams): Promise<Result<PublicFormInfo>> {
    const found = await this.find(params);
    if (!found) return refuse('not-found');
    const now = this.clock.now();
    const { form, gate, refusal, places, waiting, shedding } = found;
    const { timeZone, answerWithinHours, workingHours = null } = form.policy;
    return ok({
      workspace: form.workspace,
      board: { key: form.key, name: form.name },
      today: todayIn(now, timeZone),
      timeZone,
      gate: { state: gate.state, reason: gate.state === 'open' ? null : gate.reason, until: gate.until },
      takes: refusal === null,
      why: refusal && codedText('refusal', refusal),
      reasons: (refusal?.facts?.reasons ?? []) as PublicFormInfo['reasons'],
      retryAfterSeconds: retryAfterOf(refusal),
      places,
      forecast: await this.forecasts.recentlyBehind(form, waiting + 1),
      answerWithinHours,
      workingHours: workingHours as PublicFormInfo['workingHours'],
      answersInTimeFrom: firstDayInTime(now, form.policy),
      shedding,
      answerBy: computeDeadlines(now, form.policy).answerBy.toISOString(),
    });
  }

  /** The form with the obstacle to a request by it; null if there is no such form. */
  async find(params: FormParams): Promise<OpenForm | null> {
    const form = await this.repository.find(params);
    if (!form) return null;
    const door = await this.door.readForForm(form, this.clock.now());
    if (this.env.WEIR_SMTP_URL !== undefined) return { form, ...door };
    return { form, ...door, refusal: { code: 'mail-not-set-up', detail: { key: 'noMail' } } };
  }
}

/** 0: nothing refuses, or what does says no time. Null: it lasts until a person changes it. */
function retryAfterOf(refusal: Refusal | null): number | null {
  const { retryAfterSeconds = 0 } = refusal?.facts ?? {};
  return retryAfterSeconds as number | null;
}
