import { Injectable } from '@nestjs/common';
import type { Accept, AcceptPart } from '@weir/contract';
import { CardsService } from '../../cards/cards.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import type { StoredRequest } from '../request-document.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';
import { requestedCard } from './requested-card.js';

/** Accepts a request, or a part of it: it becomes a card, in the first queue column unless another is named. */
@Injectable()
export class AcceptAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly cards: CardsService,
  ) {}

  async give(
    write: Write,
    access: BoardAccess,
    request: StoredRequest,
    answer: Accept | AcceptPart,
  ): Promise<Result<AnswerChanges>> {
    const { columnId, swimlaneId, classOfService, message } = answer;
    const part = answer.kind === 'acceptPart' ? answer : null;
    const card = { ...requestedCard(request, classOfService), ...(part && textsOf(part)) };
    const place = { ...(columnId && { columnId }), ...(swimlaneId && { swimlaneId }) };
    const { number, to } = await this.cards.createIn(write, access, { ...card, ...place }, request.id);
    const given = { kind: 'accept' as const, ...(part && { part: part.title }) };
    await this.answers.add(write, access, request.id, { ...given, message });
    const rest = part && (await this.answers.deferRest(write, access, request.id, part.rest));
    return ok([
      {
        request: request.facts.number,
        to: { ...given, message: message ?? null, card: number, ...(rest && { rest: rest.number }) },
      },
      { card: number, to },
      ...(rest?.changes ?? []),
    ]);
  }
}

/** The texts of the card. Without a description, it gets the description of the request. */
function textsOf({ title, description }: AcceptPart) {
  return { title, ...(description !== undefined && { description }) };
}
