import { Injectable } from '@nestjs/common';
import type { AnsweredList, EventChanges, InputFault, NewAnswer, NewAnswers, Request } from '@weir/contract';
import type { FaultCode } from '@weir/words';
import type { BoardAccess } from '../../http/access/caller.js';
import { LimitRefusalsService, type Wish } from '../../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../../result.js';
import { BoardWriter } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { type Conditions, HeldRequestsService } from '../locked-requests.service.js';
import { type Asked, requestOf } from '../request-document.js';
import { stillWaiting } from '../still-waiting.js';
import { AnswersRepository } from './answers.repository.js';
import { cardFor, GivingService } from './giving.service.js';
import { RedirectService } from './redirect.service.js';

/** The answers a manager gives: each ends its request, once. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly repository: AnswersRepository,
    private readonly requests: HeldRequestsService,
    private readonly giving: GivingService,
    private readonly redirecting: RedirectService,
    private readonly explanations: LimitRefusalsService,
    private readonly writer: BoardWriter,
  ) {}

  /**
   * 409 where it is answered already, with the answer that stands; where the place of an accepted one is full,
   * explained as for any card, and the request still waits. 422 where a deferral's day is not ahead, and where a
   * trade needs a date since no queue column has room for the card that it displaces.
   */
  async answer(
    access: BoardAccess,
    number: number,
    given: NewAnswer,
    { version, key }: Conditions,
  ): Promise<Result<Request>> {
    if (given.kind === 'redirect') return this.redirecting.redirect(access, number, given, { version, key });
    let claim: Asked | null = null;
    const lock = { requests: [number], ...(given.kind === 'trade' && { cards: [given.displaces] }) };
    const override = given.kind === 'accept' ? given.override : undefined;
    const result = await this.writer.write<Request>(access, { key, lock, override }, async (write) => {
      claim = await this.requests.find(write, access, number);
      const asked = stillWaiting(claim, version);
      if (!asked.ok) return asked;
      const done = await this.giving.give(write, access, asked.value, given);
      if (!done.ok) return done;
      write.record('request.answered', done.value);
      return this.requests.after(write, access, number);
    });
    if (result.ok || !claim) return result;
    return this.explanations.explained(access, result, await this.wishOf(access, claim, given));
  }

  /** All of them or none, as one event: what refuses names the request in its facts or in the path of its errors. */
  async answerSeveral(
    access: BoardAccess,
    { answers }: NewAnswers,
    key: WriteKey | null,
  ): Promise<Result<AnsweredList>> {
    const numbers = answers.map(({ request }) => request);
    let last: { claim: Asked; given: NewAnswer } | null = null;
    const result = await this.writer.write<AnsweredList>(
      access,
      { key, lock: { requests: numbers } },
      async (write) => {
        const changes: EventChanges['requests.answered'] = [];
        const claims = new Map(
          (await this.requests.findAll(write, access, numbers)).map((claim) => [claim.facts.number, claim]),
        );
        for (const [at, { request, answer }] of answers.entries()) {
          const claim = claims.get(request);
          if (!claim)
            return refuse('not-found', {}, { key: 'requestNotFound', values: { number: String(request) } });
          const asked = stillWaiting(claim, null);
          if (!asked.ok) return named(asked, request);
          last = { claim, given: answer };
          const done = await this.giving.give(write, access, claim, answer);
          if (!done.ok) return under(done, `answers.${at}.answer`);
          changes.push(...done.value);
        }
        write.record('requests.answered', changes);
        const after = await this.requests.findAll(write, access, numbers);
        return ok({ items: after.map(({ facts }) => requestOf(facts, write.now)) });
      },
    );
    if (result.ok || !last) return result;
    const { claim, given } = last as { claim: Asked; given: NewAnswer };
    return this.explanations.explained(access, result, await this.wishOf(access, claim, given));
  }

  /** What a full place is explained for: the card that was to be made. */
  private async wishOf(access: BoardAccess, claim: Asked, given: NewAnswer): Promise<Wish> {
    const classOfService = cardFor(claim, 'classOfService' in given ? given : {}).classOfService;
    if (given.kind === 'trade') {
      const place = await this.repository.placeOf(access, given.displaces);
      return { kind: 'create', classOfService, ...place };
    }
    if (given.kind !== 'accept') return { kind: 'create', classOfService };
    const { columnId, swimlaneId } = given;
    return { kind: 'create', columnId, swimlaneId, classOfService };
  }
}

type No = Extract<Result<never>, { ok: false }>;

function named({ refusal }: No, request: number): No {
  return { ok: false, refusal: { ...refusal, facts: { ...refusal.facts, request } } };
}

/** Errors of one answer, by the path that it has among several. */
function under({ refusal }: No, path: string): No {
  if (refusal.code !== 'invalid-input') return { ok: false, refusal };
  const faults = refusal.facts?.errors as InputFault<FaultCode>[];
  const errors = faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` }));
  return { ok: false, refusal: { ...refusal, facts: { errors } } };
}
