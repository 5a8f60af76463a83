import { Injectable } from '@nestjs/common';
import type {
  Accept,
  Decline,
  Defer,
  Duplicate,
  EventChanges,
  InputFault,
  NewAnswer,
  Redirect,
  Trade,
} from '@weir/contract';
import { checkDeferralDate, todayIn } from '@weir/domain';
import type { FaultCode } from '@weir/words';
import { CardsService } from '../../cards/cards.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid, invalidAll } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import { HeldRequestsService } from '../locked-requests.service.js';
import type { Asked } from '../request-document.js';
import { AnswersRepository } from './answers.repository.js';

/** What a manager answers on the board itself; a redirection goes to another. */
type AnswerChanges = EventChanges['request.answered'];

export type GivenHere = Exclude<NewAnswer, Redirect>;

/** One answer within a write: what it does to its request and to the board, as the changes of its event. */
@Injectable()
export class GivingService {
  constructor(
    private readonly repository: AnswersRepository,
    private readonly requests: HeldRequestsService,
    private readonly cards: CardsService,
  ) {}

  give(write: Write, access: BoardAccess, asked: Asked, given: GivenHere): Promise<Result<AnswerChanges>> {
    switch (given.kind) {
      case 'accept':
        return this.accept(write, access, asked, given);
      case 'trade':
        return this.trade(write, access, asked, given);
      case 'duplicate':
        return this.duplicate(write, access, asked, given);
      default:
        return this.notNow(write, access, asked, given);
    }
  }

  private async accept(
    write: Write,
    access: BoardAccess,
    asked: Asked,
    given: Accept,
  ): Promise<Result<AnswerChanges>> {
    const { columnId, swimlaneId, message } = given;
    const card = cardFor(asked, given);
    const place = { ...(columnId && { columnId }), ...(swimlaneId && { swimlaneId }) };
    const made = await this.cards.createIn(write, access, { ...card, ...place }, asked.id);
    if (!made.ok) return made;
    await this.end(write, access, asked, { kind: 'accept', message });
    return ok([
      { request: asked.facts.number, to: { kind: 'accept' } },
      { card: made.value.number, to: { ...made.value.place, ...toldOf(card) } },
    ]);
  }

  private async trade(
    write: Write,
    access: BoardAccess,
    asked: Asked,
    given: Trade,
  ): Promise<Result<AnswerChanges>> {
    const { reason, message, until, displaces } = given;
    const day = until === undefined ? null : await this.dayAhead(write, access, until);
    if (day && !day.ok) return day;
    const card = cardFor(asked, given);
    const trade = { displaces, reason, message, ...(until !== undefined && { until }) };
    const made = await this.cards.tradeIn(write, access, card, asked.id, trade);
    await this.end(write, access, asked, { kind: 'trade', reason, message });
    const { number, from, to } = made.displaced;
    return ok([
      { request: asked.facts.number, to: { kind: 'trade', reason, displaces } },
      { card: made.card.number, to: { ...made.card.place, ...toldOf(card) } },
      { card: number, from, to, reason },
    ]);
  }

  /** 422 where the other is not there or is this one, and where its answer is not the one to wait for. */
  private async duplicate(
    write: Write,
    access: BoardAccess,
    asked: Asked,
    { of, message }: Duplicate,
  ): Promise<Result<AnswerChanges>> {
    const other = await this.requests.find(write, access, of);
    if (!other) return invalid('of', 'notRequestOfBoard');
    if (other.id === asked.id) return invalid('of', 'otherRequest');
    const elsewhere = whyNotWatched(other, asked);
    if (elsewhere) return invalidAll([{ path: 'of', ...elsewhere }]);
    await this.repository.watchAs(write.tx, access, asked.id, other.id);
    await this.end(write, access, asked, { kind: 'duplicate', message, duplicateOfId: other.id });
    return ok([{ request: asked.facts.number, to: { kind: 'duplicate', of } }]);
  }

  private async notNow(
    write: Write,
    access: BoardAccess,
    asked: Asked,
    given: Decline | Defer,
  ): Promise<Result<AnswerChanges>> {
    if (given.kind === 'defer') {
      const day = await this.dayAhead(write, access, given.until);
      if (!day.ok) return day;
    }
    await this.end(write, access, asked, given);
    const { message: _, ...told } = given;
    return ok([{ request: asked.facts.number, to: told }]);
  }

  private async dayAhead({ tx, now }: Write, access: BoardAccess, until: string): Promise<Result<string>> {
    const day = todayIn(now, await this.repository.timeZone(tx, access));
    const checked = checkDeferralDate(until, day);
    if (checked.ok) return checked;
    const [fault] = checked.refusal.errors;
    return fault?.code === 'yearAhead'
      ? invalid('until', 'yearAhead', { last: fault.last })
      : invalid('until', 'afterToday');
  }

  private end(
    { tx, now }: Write,
    access: BoardAccess,
    asked: Asked,
    answer: Omit<Parameters<AnswersRepository['give']>[3], 'by' | 'at'>,
  ): Promise<void> {
    return this.repository.give(tx, access, asked.id, { ...answer, by: access.userId, at: now });
  }
}

/** The card that a request becomes: its own words, and the class that whoever answers confirms. */
export function cardFor({ facts }: Asked, given: Pick<Accept, 'classOfService'>) {
  const { title, description, neededBy } = facts;
  const classOfService = given.classOfService ?? facts.classOfService;
  return { title, description, classOfService, dueOn: classOfService === 'fixedDate' ? neededBy : null };
}

/**
 * Why who asked the same would wait in vain for the answer of a request: it has ended in none of its own, or has been
 * asked again, so that another counts by now.
 */
function whyNotWatched(
  { facts: { answer, ticketUsed, followedBy } }: Asked,
  asked: Asked,
): Omit<InputFault<FaultCode>, 'path'> | null {
  if (ticketUsed && followedBy) {
    return followedBy.number === asked.facts.number
      ? { code: 'askedAgainByThis' }
      : { code: 'askedAgainAs', params: { ref: followedBy.ref } };
  }
  if (answer?.duplicateOf) {
    return { code: 'duplicateOf', params: { ref: answer.duplicateOf.ref } };
  }
  if (answer?.redirectedTo) {
    const { ref, board } = answer.redirectedTo;
    return { code: 'redirectedAs', params: { ref, board } };
  }
  return answer?.kind === 'withdrawn' ? { code: 'withdrawn' } : null;
}

function toldOf({ title, classOfService }: ReturnType<typeof cardFor>) {
  return { title, classOfService, assigneeIds: [] };
}
