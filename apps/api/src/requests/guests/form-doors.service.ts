import { Inject, Injectable } from '@nestjs/common';
import type { FormParams, PublicFormInfo } from '@weir/contract';
import {
  type AdmissionRefusal,
  admit,
  computeDeadlines,
  countWaitingProbes,
  effectiveGate,
  inWords,
  nextGateStepAt,
  retryAfterSeconds,
  todayIn,
  unlimitedRate,
} from '@weir/domain';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { ok, type Refusal, type Result, refuse } from '../../result.js';
import { FormDoorsRepository, type FormFacts } from './form-doors.repository.js';

export type Found = { facts: FormFacts; refusal: Refusal | null };

/** The door that strangers see: whether what they would ask is taken now, and nothing of people or work. */
@Injectable()
export class FormDoorsService {
  constructor(
    private readonly repository: FormDoorsRepository,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async read(form: FormParams): Promise<Result<PublicFormInfo>> {
    const found = await this.find(form);
    if (!found) return refuse('not-found');
    const now = this.clock.now();
    const { facts, refusal } = found;
    const { state, reason, until } = effectiveGate(facts.gate, now);
    const { timeZone, answerWithinHours, workingHours = null } = facts.policy;
    return ok({
      workspace: facts.workspace,
      board: { key: facts.key, name: facts.name },
      today: todayIn(now, timeZone),
      timeZone,
      gate: { state, reason: state === 'open' ? null : reason, until },
      takes: refusal === null,
      why: refusal?.detail ?? null,
      retryAfterSeconds: Number(refusal?.facts?.retryAfterSeconds ?? 0),
      answerWithinHours,
      workingHours: workingHours as PublicFormInfo['workingHours'],
      answerBy: computeDeadlines(now, facts.policy).answerBy.toISOString(),
    });
  }

  /** The form with what is in the way of a request by it, whoever asks; null where there is none. */
  async find(form: FormParams): Promise<Found | null> {
    const facts = await this.repository.find(form);
    return facts && { facts, refusal: this.refusalOf(facts) };
  }

  private refusalOf(facts: FormFacts): Refusal | null {
    const now = this.clock.now();
    if (this.env.WEIR_SMTP_URL === undefined) {
      const detail = 'This Weir sends no e-mail, so no address can be confirmed and the form takes nothing.';
      return { code: 'mail-not-set-up', detail };
    }
    const refused = inTheWay(facts, now);
    if (!refused) return null;
    const { code, ...told } = refused;
    const gateUntil = 'until' in refused ? refused.until : null;
    const ofForm = code === 'form-places-taken';
    const answerBys = facts.waiting.filter(({ guest }) => guest || !ofForm).map(({ answerBy }) => answerBy);
    const gateStepAt =
      'until' in refused ? nextGateStepAt(facts.gate, { byItself: facts.gateByItself, now }) : null;
    const wait = { retryAfterSeconds: retryAfterSeconds({ now, gateUntil, gateStepAt, answerBys }) };
    return { code, facts: { ...told, ...wait }, detail: inWords(refused) };
  }
}

/** The gate, the queue’s depth and the form’s own; what depends on who asks is looked at when they have confirmed. */
function inTheWay({ gate, waiting, depth, formDepth }: FormFacts, now: Date): AdmissionRefusal | null {
  const all = admit({
    claim: 'standard',
    gate: effectiveGate(gate, now),
    probing: countWaitingProbes(waiting, gate.since),
    waiting: waiting.length,
    depth,
    open: 0,
    quota: 1,
    rate: unlimitedRate,
    expediteWaits: false,
  });
  if (!all.ok) return all.refusal;
  const guests = waiting.filter(({ guest }) => guest).length;
  return guests < formDepth ? null : { code: 'form-places-taken', waiting: guests, depth: formDepth };
}
