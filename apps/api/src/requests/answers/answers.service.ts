import { Injectable } from '@nestjs/common';
import type { AnsweredList, InputFault, NewAnswer, NewAnswers, Redirect, Request } from '@weir/contract';
import type { FaultCode } from '@weir/words';
import type { BoardAccess } from '../../http/access/caller.js';
import { LimitRefusalsService, type ProposedChange } from '../../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../../result.js';
import {
  type BoardConditions,
  BoardWriter,
  type VersionConditions,
  type Write,
} from '../../writes/board-writer.js';
import { LockedRequestsService, requireWaiting } from '../locked-requests.service.js';
import type { StoredRequest } from '../request-document.js';
import { RequestForecastsService, type WriteForecasts } from '../request-forecasts.service.js';
import { AcceptAnswer } from './accept.js';
import { AnswerCommand } from './answer-command.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';
import { DeclineAnswer } from './decline.js';
import { DeferAnswer } from './defer.js';
import { DuplicateAnswer } from './duplicate.js';
import { RedirectAnswer } from './redirect.js';
import { requestedCard } from './requested-card.js';
import { TradeAnswer } from './trade.js';

/** The answers that concern only this board; a redirection writes to two boards. */
type AnswerHere = Exclude<NewAnswer, Redirect>;

/** The answers of managers: each ends its request, once. Each kind of answer is a file beside this one. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly repository: AnswersRepository,
    private readonly requests: LockedRequestsService,
    private readonly accept: AcceptAnswer,
    private readonly trade: TradeAnswer,
    private readonly decline: DeclineAnswer,
    private readonly defer: DeferAnswer,
    private readonly duplicate: DuplicateAnswer,
    private readonly redirect: RedirectAnswer,
    private readonly limitRefusals: LimitRefusalsService,
    private readonly forecasts: RequestForecastsService,
    private readonly writer: BoardWriter,
    private readonly command: AnswerCommand,
  ) {}

  /**
   * 409 if it is answered already, with that answer. 409 if the column of an accepted one is full, explained as for any
   * card; the request still waits. 422 for a date that is not in the future, and for a trade without a date if no queue
   * column has room for the displaced card.
   */
  async answer(
    access: BoardAccess,
    number: number,
    answer: NewAnswer,
    { version, key }: VersionConditions,
  ): Promise<Result<Request>> {
    if (answer.kind === 'redirect') return this.redirect.give(access, number, answer, { version, key });
    if (answer.kind === 'decline' || answer.kind === 'defer') {
      return this.command.give(access, number, answer, { version, key });
    }
    let request: StoredRequest | null = null;
    const displaced = answer.kind === 'trade' && { cards: [answer.displaces], blockedBoards: true };
    const lock = { requests: [number], ...displaced };
    const override = 'override' in answer ? answer.override : undefined;
    const forecasts = await this.forecasts.before(access);
    const result = await this.writer.write<Request>(access, { key, lock, override }, async (write) => {
      request = await this.requests.find(write, access, number);
      const date = await this.checkDate(write, access, answer);
      if (request && !date.ok) return date;
      const waiting = requireWaiting(request, version);
      if (!waiting.ok) return waiting;
      const given = await this.give(write, access, waiting.value, answer);
      if (!given.ok) return given;
      write.record('request.answered', given.value);
      const [after] = await this.documents(write, access, [number], forecasts);
      return after ? ok(after) : refuse('not-found');
    });
    if (result.ok || !request) return result;
    return this.limitRefusals.explain(access, result, proposedCard(request, answer));
  }

  /** All or none, as one event. A refusal names the request in its facts, or the answer in the paths of its errors. */
  async answerSeveral(
    access: BoardAccess,
    { answers }: NewAnswers,
    conditions: BoardConditions,
  ): Promise<Result<AnsweredList>> {
    const numbers = answers.map(({ request }) => request);
    let last: { request: StoredRequest; answer: AnswerHere } | null = null;
    const options = { ...conditions, lock: { requests: numbers } };
    const forecasts = await this.forecasts.before(access);
    const result = await this.writer.write<AnsweredList>(access, options, async (write) => {
      const changes: AnswerChanges = [];
      const found = await this.requests.findAll(write, access, numbers);
      const byNumber = new Map(found.map((request) => [request.facts.number, request]));
      for (const [at, { answer }] of answers.entries()) {
        const date = await this.checkDate(write, access, answer);
        if (!date.ok) return withPath(date, `answers.${at}.answer`);
      }
      for (const [at, { request: number, answer }] of answers.entries()) {
        const request = byNumber.get(number);
        if (!request)
          return refuse('not-found', {}, { key: 'requestNotFound', values: { number: String(number) } });
        const waiting = requireWaiting(request, null);
        if (!waiting.ok) return withRequest(waiting, number);
        last = { request, answer };
        const given = await this.give(write, access, request, answer);
        if (!given.ok) return withPath(given, `answers.${at}.answer`);
        changes.push(...given.value);
      }
      write.record('requests.answered', changes);
      return ok({ items: await this.documents(write, access, numbers, forecasts) });
    });
    if (result.ok || !last) return result;
    const { request, answer } = last as { request: StoredRequest; answer: AnswerHere };
    return this.limitRefusals.explain(access, result, proposedCard(request, answer));
  }

  /** The requests after the work, by number. Notices to those who asked for accepted ones name the expected date. */
  private async documents(
    write: Write,
    access: BoardAccess,
    numbers: number[],
    forecasts: WriteForecasts,
  ): Promise<Request[]> {
    const after = await this.requests.findAll(write, access, numbers);
    for (const request of after) {
      const expected = forecasts.expected(request);
      if (expected) await this.repository.announceExpected(write, access, request.id, expected);
    }
    return after.map((request) => forecasts.toRequest(request, write.now));
  }

  /** A date that the board's time zone makes invalid. It is checked before the state of any request. */
  private async checkDate(write: Write, access: BoardAccess, answer: AnswerHere): Promise<Result<unknown>> {
    if (answer.kind === 'acceptPart') {
      const date = await this.defer.checkDate(write, access, answer.rest.until);
      return date.ok ? date : withPath(date, 'rest');
    }
    const until = 'until' in answer ? answer.until : undefined;
    return until === undefined ? ok(null) : this.defer.checkDate(write, access, until);
  }

  /** Applies the answer to its request and to the board, and returns its changes for the event. */
  private give(
    write: Write,
    access: BoardAccess,
    request: StoredRequest,
    answer: AnswerHere,
  ): Promise<Result<AnswerChanges>> {
    switch (answer.kind) {
      case 'accept':
      case 'acceptPart':
        return this.accept.give(write, access, request, answer);
      case 'trade':
        return this.trade.give(write, access, request, answer);
      case 'decline':
        return this.decline.give(write, access, request, answer);
      case 'defer':
        return this.defer.give(write, access, request, answer);
      case 'duplicate':
        return this.duplicate.give(write, access, request, answer);
    }
  }
}

/** The change that was to be made, to explain a full column. */
function proposedCard(request: StoredRequest, answer: AnswerHere): ProposedChange {
  const confirmed = 'classOfService' in answer ? answer.classOfService : undefined;
  const { classOfService } = requestedCard(request, confirmed);
  switch (answer.kind) {
    case 'accept':
    case 'acceptPart': {
      const { columnId, swimlaneId } = answer;
      return { kind: 'create', columnId, swimlaneId, classOfService };
    }
    case 'trade':
      return { kind: 'trade', displaces: answer.displaces, classOfService };
    default:
      return { kind: 'create', classOfService };
  }
}

type Refused = Extract<Result<never>, { ok: false }>;

function withRequest({ refusal }: Refused, request: number): Refused {
  return { ok: false, refusal: { ...refusal, facts: { ...refusal.facts, request } } };
}

function withPath({ refusal }: Refused, path: string): Refused {
  const faults = refusal.facts?.errors as InputFault<FaultCode>[] | undefined;
  if (!faults) return { ok: false, refusal };
  const errors = faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` }));
  return { ok: false, refusal: { ...refusal, facts: { ...refusal.facts, errors } } };
}
