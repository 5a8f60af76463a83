import { Injectable } from '@nestjs/common';
import type { Accept, NewAnswer, Request } from '@weir/contract';
import { deferralDate, today } from '@weir/domain';
import { ExplanationsService } from '../boards/explanations.service.js';
import { CardsService } from '../cards/cards.service.js';
import { BoardWriter, type Write } from '../database/board-writer.js';
import type { BoardAccess } from '../http/caller.js';
import { invalidAll, staleVersion } from '../http/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { AnswersRepository } from './answers.repository.js';
import { answerOf, requestOf } from './request-document.js';
import { type Asked, RequestsRepository } from './requests.repository.js';
import type { Conditions } from './requests.service.js';

/** The answers a manager gives: each ends its request, once. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly repository: AnswersRepository,
    private readonly requests: RequestsRepository,
    private readonly cards: CardsService,
    private readonly explanations: ExplanationsService,
    private readonly writer: BoardWriter,
  ) {}

  /**
   * 409 where it is answered already, with the answer that stands; where the place of an accepted one is
   * full, explained as for any card, and the request still waits. 422 where a deferral's day is not ahead.
   */
  async answer(
    access: BoardAccess,
    number: number,
    given: NewAnswer,
    { version, key }: Conditions,
  ): Promise<Result<Request>> {
    let claim: Asked | null = null;
    const override = given.kind === 'accept' ? given.override : undefined;
    const result = await this.writer.write<Request>(
      access,
      { key, lock: { requests: [number] }, override },
      async (write) => {
        claim = await this.requests.findIn(write.tx, access, number);
        if (!claim) return refuse('not-found');
        const { answer, version: stands } = claim.facts;
        if (answer) return refuse('already-answered', { answer: answerOf(answer) });
        if (version !== null && version !== stands) return staleVersion(stands);
        const done =
          given.kind === 'accept'
            ? await this.accept(write, access, claim, given)
            : await this.notNow(write, access, claim, given);
        if (!done.ok) return done;
        const after = await this.requests.findIn(write.tx, access, number);
        return after ? ok(requestOf(after.facts, write.now)) : refuse('not-found');
      },
    );
    if (given.kind !== 'accept' || !claim) return result;
    const { columnId, swimlaneId } = given;
    return this.explanations.explained(access, result, {
      kind: 'create',
      columnId,
      swimlaneId,
      classOfService: classFor(claim, given),
    });
  }

  private async accept(
    write: Write,
    access: BoardAccess,
    asked: Asked,
    given: Accept,
  ): Promise<Result<null>> {
    const { title, description, neededBy, number } = asked.facts;
    const classOfService = classFor(asked, given);
    const dueOn = classOfService === 'fixedDate' ? neededBy : null;
    const { columnId, swimlaneId, message } = given;
    const card = {
      title,
      description,
      classOfService,
      dueOn,
      ...(columnId && { columnId }),
      ...(swimlaneId && { swimlaneId }),
    };
    const made = await this.cards.createIn(write, access, card, asked.id);
    if (!made.ok) return made;
    await this.repository.give(write.tx, access, asked.id, {
      kind: 'accept',
      ...(message !== undefined && { message }),
      by: access.userId,
      at: write.now,
    });
    write.record('request.answered', [
      { request: number, to: { kind: 'accept' } },
      { card: made.value.number, to: { title, ...made.value.place, classOfService, assigneeIds: [] } },
    ]);
    return ok(null);
  }

  private async notNow(
    write: Write,
    access: BoardAccess,
    asked: Asked,
    given: Exclude<NewAnswer, Accept>,
  ): Promise<Result<null>> {
    if (given.kind === 'defer') {
      const day = today(write.now, await this.repository.timeZone(write.tx, access));
      const until = deferralDate(given.until, day);
      if (!until.ok) return invalidAll(until.refusal.errors);
    }
    await this.repository.give(write.tx, access, asked.id, { ...given, by: access.userId, at: write.now });
    const { message: _, ...told } = given;
    write.record('request.answered', [{ request: asked.facts.number, to: told }]);
    return ok(null);
  }
}

function classFor({ facts }: Asked, { classOfService }: Accept) {
  return classOfService ?? facts.classOfService;
}
